"""What a key can ask of the kiosk (M7, M8). Apart from the keypads, since the first page waits for this."""

from enum import Enum


class Command(Enum):
    """What one key asks. The first five do everything by themselves (M7); all others only make it quicker.

    A profile names a command by its value. MOVE and PICK are the two switches (M9). HEADPHONES_IN and
    HEADPHONES_OUT are no keys for fingers: a keypad sends them when a plug goes in or comes out (A9).
    """

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    SELECT = "select"

    NEXT = "next"
    PREVIOUS = "previous"
    BACK = "back"
    FORWARD = "forward"
    PAGE_UP = "page_up"
    PAGE_DOWN = "page_down"

    HELP = "help"
    PERSON = "person"
    LANGUAGE = "language"
    DISPLAY = "display"
    STOP = "stop"
    LEARN = "learn"

    REPEAT = "repeat"
    PAUSE = "pause"
    WHERE = "where"
    READ = "read"
    SPELL = "spell"
    LOUDER = "louder"
    QUIETER = "quieter"
    FASTER = "faster"
    SLOWER = "slower"
    CURTAIN = "curtain"

    MOVE = "move"
    PICK = "pick"

    HEADPHONES_IN = "headphones_in"
    HEADPHONES_OUT = "headphones_out"
