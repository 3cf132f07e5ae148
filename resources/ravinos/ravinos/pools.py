"""Addresses and kinds of pools."""

from urllib.parse import urlparse

# How to connect: the lower four bits of pool_type.
STRATUM_PROTO_TYPE_TCP = 0b00000000000000000000000000000001
STRATUM_PROTO_TYPE_SSL = 0b00000000000000000000000000000010
STRATUM_PROTO_TYPE_HTTP = 0b00000000000000000000000000000100
STRATUM_PROTO_TYPE_TLS = 0b00000000000000000000000000001000

# How the pool works: the next four bits.
STRATUM_MODE_ETH_PROXY = 0b00000000000000000000000000010000
STRATUM_MODE_QTMINER = 0b00000000000000000000000000100000
STRATUM_MODE_MINER_PROXY = 0b00000000000000000000000001000000
STRATUM_MODE_NICEHASH = 0b00000000000000000000000010000000


def get_pool_type(val):
    """The bits of a pool_type taken apart: (connection scheme, mode), 0 where nothing is said."""
    number = int(val or 0)
    return (number & 0x0F, number & 0xF0)


def url_parse(url):
    """The six parts of an address as urlparse gives them; one without a scheme gets stratum+tcp."""
    text = str(url).strip()
    if "://" not in text:
        text = "stratum+tcp://" + text.lstrip("/")
    return urlparse(text)
