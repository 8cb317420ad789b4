"""How Python keeps memory while tests run: less often looked through, and in one piece.

Both are habits of the interpreter that cost a test run a fifth of its time; no test can
tell the difference.
"""

import gc

# Objects that are made between two searches for garbage; Python's own is 700.
BETWEEN_SEARCHES = 50_000
# In words of 8 bytes: so that calls from there have some 100 kB in one piece.
ROOM = 20_000


def search_for_garbage_less_often() -> None:
    """Leave what is there by now, all that was imported, out of every search."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(BETWEEN_SEARCHES, 20, 100)


def call_in_one_piece(function, /, **arguments):
    """Call a function with room for whatever it calls.

    Python keeps the frames of calls in pieces of 16 kB, asks the system for the next
    one when it is full and gives it back at the first return. A loop at just that
    depth, as any request may have, asks hundreds of thousands of times. A frame that
    needs more gets a larger piece, and those above it share that.
    """
    return function(**arguments)


call_in_one_piece.__code__ = call_in_one_piece.__code__.replace(co_stacksize=ROOM)
