"""How a kiosk becomes one of its council's: by a one-time code, a stick or a square code (docs/enrolment.md).

codes       the one-time code: fifteen digits, the last of which finds slips
offer       what the council gives for one kiosk, on paper, as a square code or on a stick
identity    what the kiosk shows of its own key: never the key
request     the kiosk's side of an enrolment without any network
answer      what the council says of itself, checked before anything of it is used
taking      the answer written down, in an order that a power cut cannot spoil
sticks      offers and answers on sticks, and requests written to them
"""
