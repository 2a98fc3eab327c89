"""The keys of two whole visits, as somebody who sees nothing presses them.

Keys as xdotool names them and, in quotes, what is typed: {day}, {month} and {year} are of three days ago. What
stands behind " :" is for who reads this.
"""

import re

_MISSED_BIN = """
Tab space                                 : language
Tab space                                 : category
Tab space                                 : the first of its rows
Tab Tab Tab space                         : what to have ready; start
Tab space                                 : the day has passed
Tab space                                 : no tag on the bin
Tab Tab Tab Tab Tab Tab Tab space         : Continue with nothing chosen
Tab space Tab space                       : to the field; the second bin
Tab Tab Tab Tab Tab space
Tab "{day}" Tab "{month}" Tab "{year}" Return
Tab space Tab Tab Tab Tab space           : out by 7
Tab Tab space Tab Tab Tab space           : no sticker
Tab space Tab Tab Tab Tab Tab space       : neighbours
Tab "12 Castle Street" Tab Tab "Merrow" Tab "MR1" Return
Tab space " 2AB" Return                   : the postcode again
Tab space Tab Tab Tab Tab Tab Tab space   : at the pavement
Tab space Tab Tab Tab space               : still out
Tab Tab space Tab Tab space               : no help
Tab "Mary Jones" Return
Tab space Tab Tab Tab Tab Tab Tab space   : by phone
Tab "01632 960 001" Return
Tab "Ring the bell." Tab Tab space
Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab space : check answers, each of them
Tab space Tab Tab space                   : consent; keep some answers for another form; send
Tab Tab space                             : the reference; finish
Tab Tab Tab Tab Tab Tab Tab space         : how was that; skip this
Tab Tab Tab space                         : what may also be wanted; forget what was kept
Tab Tab Tab space                         : finish
Tab space                                 : goodbye; start again
"""

_BLUE_BADGE = """
Tab space                                 : language
Tab Tab Tab Tab space                     : travel
Tab space                                 : the first service
Tab Tab Tab space                         : what to have ready; start
Tab space                                 : lives in Merrow
Tab space                                 : not for a short time
Tab space Tab Tab Tab Tab Tab space       : for me
Tab space Tab Tab Tab space               : lives here
Tab "Mary Jones" Return
Tab "31" Tab Tab "1948" Return            : no month
Tab space "3" Return                      : to the month
Tab space Tab Tab Tab Tab Tab Tab space   : the first badge
Tab Tab Tab Tab Tab space Tab Tab space   : no benefit
Tab Tab space Tab Tab space               : not blind
Tab "Arthritis" Tab Tab space
Tab space Tab Tab Tab Tab Tab space       : 3 years or more
Tab Tab Tab Tab space Tab Tab space       : nothing very hard
Tab Tab space                             : a note
Tab space Tab Tab Tab space               : apply all the same
Tab "Dr Khan" Tab Return                  : a place of work left out
Tab space "Castle Surgery" Return
Tab space Tab Tab Tab space               : may be asked
Tab "Co-codamol" Tab Tab space            : several lines
Tab "12 Castle Street" Tab Tab "Merrow" Tab "MR1 2AB" Return
Tab "AB 12 34 56 C" Return                : National Insurance
Tab Tab space Tab Tab space               : no car
Tab space Tab Tab Tab Tab space           : a photo at a library
Tab Tab Tab Tab space Tab Tab space       : by letter
Tab Tab space Tab Tab space               : in English
Tab space Tab Tab space                   : confirm
Tab Tab space                             : check answers; change the second
Tab Tab Tab space                         : Back leads to its row
Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab space
Tab Tab Tab space                         : consent; send
Tab Tab space                             : the reference; finish
Tab Tab Tab Tab Tab Tab Tab space         : how was that; skip this
Tab Tab Tab space                         : what may also be wanted; finish
Tab space                                 : goodbye; start again
"""

WALKS = {"missed-bin": _MISSED_BIN, "blue-badge": _BLUE_BADGE}


def keys(service: str) -> list[str]:
    """What is pressed and typed to fill in a service's form from the welcome to the goodbye."""
    lines = (line.partition(" :")[0] for line in WALKS[service].splitlines())
    return [key for line in lines for key in re.findall(r'"[^"]*"|\S+', line)]
