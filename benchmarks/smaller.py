"""``python -m benchmarks.smaller FILE...``: pictures of screens with 128 colours, a third of the size or less."""

import sys

from PIL import Image

for name in sys.argv[1:]:
    with Image.open(name) as picture:
        small = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(name, optimize=True)
