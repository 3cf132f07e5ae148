"""The task a script is given, and what it answers."""

import json
import os
import re
import shlex
import sys

# The log is for a person; a script that writes without end must not fill the disk.
MAX_LOG_BYTES = 256 * 1024
MAX_TEXT_LENGTH = 8 * 1024


def get_config():
    """The task of the miner: pools, coin, devices and folders, as a dictionary."""
    return _read("RAVINOS_CONFIG")


def run(command):
    """Names the command line that is to be started, and gives it back as a text.

    A text is split into words as a shell does it, but no shell is asked: characters that only a
    shell understands are reported to the caller. A list is taken word by word. Of several calls
    the last one counts. Nothing is started before the script has ended.
    """
    if isinstance(command, (list, tuple)):
        words = [_text(word) for word in command]
        text, needs_shell = " ".join(shlex.quote(word) for word in words), False
    else:
        text = _text(command).strip()
        words, needs_shell = _split(text)
    _write("RAVINOS_COMMAND", {"command": text, "argv": words, "shell": needs_shell})
    return text


def get_stats():
    """The figures as far as they are known, to be filled in and handed to set_stats."""
    return _read("RAVINOS_STATS")


def set_stats(stats):
    """Hands the filled-in figures over."""
    _write("RAVINOS_RESULT", stats)


def info(text):
    """Writes a line to the log."""
    _log("info", text)


def error(text):
    """Writes a line to the log and ends the script as failed."""
    _log("error", text)
    sys.exit(1)


def _split(text):
    """Words of a command line, and whether it means something else to a shell."""
    try:
        words = shlex.split(text)
    except ValueError:
        # A quotation that does not end: only a shell could say what is wrong with it.
        return text.split(), True
    sets_variable = bool(words) and re.match(r"[A-Za-z_]\w*=", words[0]) is not None
    return words, sets_variable or _needs_shell(text)


def _needs_shell(text):
    """Whether a shell would do more with the text than split it into words."""
    quote = ""
    escaped = False
    for letter in text:
        if escaped:
            escaped = False
        elif letter == "\\" and quote != "'":
            escaped = True
        elif letter == quote:
            quote = ""
        elif quote == "" and letter in "'\"":
            quote = letter
        elif quote != "'" and letter in "$`":
            return True
        elif quote == "" and letter in ";|&<>()\n":
            return True
    return False


def _read(variable):
    with open(_path(variable), encoding="utf-8") as file:
        return json.load(file)


def _write(variable, value):
    path = _path(variable)
    partial = path + ".partial"
    with open(partial, "w", encoding="utf-8") as file:
        json.dump(_plain(value), file)
    os.replace(partial, path)


def _path(variable):
    path = os.environ.get(variable)
    if not path:
        raise RuntimeError(
            "This call has no place here: %s is not set. Rigwright sets it for start.py and "
            "stats.py, each what belongs to it." % variable
        )
    return path


def _log(kind, text):
    line = "%s: %s\n" % (kind, _text(text)[:MAX_TEXT_LENGTH].replace("\n", " "))
    path = os.environ.get("RAVINOS_LOG")
    if not path:
        sys.stderr.write(line)
        return
    with open(path, "a", encoding="utf-8") as file:
        if file.tell() + len(line) <= MAX_LOG_BYTES:
            file.write(line)


def _text(value):
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "replace")
    return str(value)


def _plain(value):
    """The value as JSON can carry it; a number that is none becomes a text, to be refused by name."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else str(value)
    if isinstance(value, dict):
        return {_text(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(inner) for inner in value]
    return _text(value)
