#!/usr/bin/env python3
"""Dossier's two commands: `python3 dev.py run` and `python3 dev.py test`.

This file is read by whatever Python is there, so it keeps to what old ones can parse;
the work is done in project/develop/.
"""

import os
import sys

OLDEST = (3, 11)


def refusal(version, platform):
    """Say in one sentence why Dossier cannot run here, or return None."""
    if tuple(version[:2]) < OLDEST:
        return (
            "Dossier needs Python %d.%d or newer; this is %d.%d: install one and call"
            " it by its name, as in 'python%d.%d dev.py run'."
        ) % (OLDEST + tuple(version[:2]) + OLDEST)
    if platform == "nt":
        return "Dossier is developed on Linux and macOS; on Windows, run it in WSL."
    return None


if __name__ == "__main__":
    sentence = refusal(sys.version_info, os.name)
    if sentence:
        sys.exit(sentence)
    from project.develop.command_line import main

    sys.exit(main(sys.argv[1:]))
