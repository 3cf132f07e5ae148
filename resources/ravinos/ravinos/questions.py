"""Questions to the API of the miner, which answers on this computer."""

import json
import socket
import time
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

# A script has five seconds for everything; one question must leave time for a second one.
TIMEOUT_S = 2.0
MAX_BYTES = 1024 * 1024
# After an answer without a visible end, this much silence is its end.
SILENCE_S = 0.3
# Programs that read line by line answer nothing before the end of the line has come.
LINE_END_AFTER_S = 0.5


def get_socket_data(port, command):
    """Sends a command to the port of this computer and gives the answer as text.

    The command is sent as it is (a dictionary or list as JSON). Where nothing comes back soon and
    it has no line end, one is sent after it. OSError where nobody answers.
    """
    if isinstance(command, (dict, list)):
        command = json.dumps(command)
    data = command if isinstance(command, (bytes, bytearray)) else str(command).encode("utf-8")
    deadline = time.monotonic() + TIMEOUT_S
    with socket.create_connection(("127.0.0.1", int(port)), timeout=TIMEOUT_S) as line:
        line.sendall(data)
        answer = bytearray()
        if not data.endswith(b"\n"):
            answer += _receive(line, min(deadline, time.monotonic() + LINE_END_AFTER_S)) or b""
            if not answer:
                try:
                    line.sendall(b"\n")
                except OSError:
                    pass
        while not _is_whole(answer) and len(answer) < MAX_BYTES:
            end = time.monotonic() + SILENCE_S if answer else deadline
            piece = _receive(line, min(deadline, end))
            if not piece:
                break
            answer += piece
    return bytes(answer[:MAX_BYTES]).rstrip(b"\0").decode("utf-8", "replace")


def get_http_data(url):
    """The body of a web address as text. OSError where there is no good answer."""
    text = str(url)
    if "://" not in text:
        text = "http://" + text
    if not text.lower().startswith(("http://", "https://")):
        raise ValueError("get_http_data takes http and https addresses only")
    # Not by way of a proxy: what answers is the miner beside us.
    opener = build_opener(ProxyHandler({}), HTTPRedirectHandler())
    request = Request(text, headers={"Accept": "application/json, text/plain, */*"})
    with opener.open(request, timeout=TIMEOUT_S) as answer:
        return answer.read(MAX_BYTES).decode("utf-8", "replace")


def _receive(line, until):
    """What comes next; b'' where the other side has closed, None where nothing came in time."""
    line.settimeout(max(0.01, until - time.monotonic()))
    try:
        return line.recv(64 * 1024)
    except socket.timeout:
        return None


def _is_whole(answer):
    """Whether an answer shows its end: a NUL, or a JSON value that is complete."""
    if answer.endswith(b"\0"):
        return True
    if answer[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(bytes(answer).decode("utf-8"))
        return True
    except ValueError:
        return False
