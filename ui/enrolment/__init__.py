"""The screen that an installed kiosk begins with until it has a council: for staff, by touch, keys and screen reader.

shell     the window: languages, the page, the keys to touch
flow      which page comes when, and what each says
"""
