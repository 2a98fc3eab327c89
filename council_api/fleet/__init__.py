"""The council's kiosks as IT looks after them: how each is, and what goes to which.

settings     what council.toml says under [fleet]
conditions   what may be wrong with a kiosk, in a sentence, and what to do
heartbeats   what kiosks say of themselves: the last word, and what changed
routes       where they say it
listing      every kiosk, the worst first
progress     how far a roll-out has come, and the rule by which it goes on or stops
pages        the pages for IT
files        the same as CSV and JSON
"""
