"""Lists of devices, as get_config and get_stats give them."""


def get_by_type(devs, type):
    """The devices of one type (AMD, NVIDIA), as they come; MIXED: all, in the order of the bus."""
    wanted = str(type).upper()
    if wanted == "MIXED":
        return sort_devs(devs, "id")
    return [dev for dev in devs or [] if str(dev.get("type", "")).upper() == wanted]


def sort_devs(devs, key):
    """A new list in the order of a field, numbers before texts; devices without it come last."""
    return sorted(devs or [], key=lambda dev: _rank(dev.get(key)))


def _rank(value):
    if value is None:
        return (2, 0, "")
    if isinstance(value, (bool, int, float)):
        return (0, value, "")
    return (1, 0, str(value))
