"""Telling IT by webhook what is wrong with a kiosk or a roll-out: when it begins, once a day, and when it is over.

settings     what council.toml says under [alerts]
noticing     what begins and what is over
messages     what is said, signed
posting      whose turn it is to be told, and what became of it
run          one run of the chore, which every worker may do
"""
