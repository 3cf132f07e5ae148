"""What the scripts of a RaveOS package import: its task, its figures, and a few helpers.

The program that starts a script names files in environment variables: RAVINOS_CONFIG (the task),
RAVINOS_STATS (what is known of the devices), RAVINOS_COMMAND and RAVINOS_RESULT (what the script
answers) and RAVINOS_LOG. Nothing is told through the output, where scripts print what they like.
"""

from .answers import error, get_config, get_stats, info, run, set_stats
from .devices import get_by_type, sort_devs
from .pools import (
    STRATUM_MODE_ETH_PROXY,
    STRATUM_MODE_MINER_PROXY,
    STRATUM_MODE_NICEHASH,
    STRATUM_MODE_QTMINER,
    STRATUM_PROTO_TYPE_HTTP,
    STRATUM_PROTO_TYPE_SSL,
    STRATUM_PROTO_TYPE_TCP,
    STRATUM_PROTO_TYPE_TLS,
    get_pool_type,
    url_parse,
)
from .questions import get_http_data, get_socket_data

__all__ = [
    "STRATUM_MODE_ETH_PROXY",
    "STRATUM_MODE_MINER_PROXY",
    "STRATUM_MODE_NICEHASH",
    "STRATUM_MODE_QTMINER",
    "STRATUM_PROTO_TYPE_HTTP",
    "STRATUM_PROTO_TYPE_SSL",
    "STRATUM_PROTO_TYPE_TCP",
    "STRATUM_PROTO_TYPE_TLS",
    "error",
    "get_by_type",
    "get_config",
    "get_http_data",
    "get_pool_type",
    "get_socket_data",
    "get_stats",
    "info",
    "run",
    "set_stats",
    "sort_devs",
    "url_parse",
]
