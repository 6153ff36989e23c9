"""What `.deny.toml` allows, held against a tree of packages as `cargo metadata` tells it."""

import re

CRATES_IO = "registry+https://github.com/rust-lang/crates.io-index"
# What this reader understands of `[licenses]`; another key would change the verdict unseen.
KNOWN = {"allow", "exceptions", "unused-allowed-license"}


def is_satisfied(expression: str, allowed: set[str]) -> bool:
    """Whether one of the ways that an SPDX expression offers is allowed whole; `/` is how OR was written."""
    tokens = re.findall(r"[()/]|[^\s()/]+", expression)
    position = 0

    def peek() -> str:
        return tokens[position].upper() if position < len(tokens) else ""

    def take() -> str:
        nonlocal position
        if position == len(tokens):
            raise ValueError(f"`{expression}` ends too early")
        position += 1
        return tokens[position - 1]

    def either() -> bool:
        value = both()
        while peek() in ("OR", "/"):
            take()
            # Read in any case: what stands behind an answered question must still be an expression.
            value = both() or value
        return value

    def both() -> bool:
        value = one()
        while peek() == "AND":
            take()
            value = one() and value
        return value

    def one() -> bool:
        if peek() == "(":
            take()
            value = either()
            if take() != ")":
                raise ValueError(f"`{expression}` lacks a closing bracket")
            return value
        name = take()
        if name.upper() in ("OR", "AND", "WITH", "/", ")"):
            raise ValueError(f"`{expression}` has no licence where `{name}` stands")
        if peek() == "WITH":
            take()
            name = f"{name} WITH {take()}"
        return name in allowed

    value = either()
    if position < len(tokens):
        raise ValueError(f"`{expression}` goes on after its end, at `{tokens[position]}`")
    return value


def excepted(package: dict, rules: dict) -> set[str]:
    """The licences that are allowed for this package alone."""
    allowed: set[str] = set()
    for exception in rules.get("exceptions", []):
        name, _, version = exception.get("crate", exception.get("name", "")).partition("@")
        version = (version or exception.get("version", "")).removeprefix("=")
        if name == package["name"] and version in ("", "*", package["version"]):
            allowed |= set(exception["allow"])
    return allowed


def licence_faults(packages: list[dict], rules: dict) -> list[str]:
    """A line for each package that may not be passed on."""
    if unknown := rules.keys() - KNOWN:
        raise ValueError(f"`[licenses]` has keys that are not understood here: {', '.join(sorted(unknown))}")
    faults = []
    for package in packages:
        name, expression = f"{package['name']} {package['version']}", package["license"]
        if not expression:
            faults.append(f"{name} states no licence")
            continue
        try:
            if not is_satisfied(expression, set(rules["allow"]) | excepted(package, rules)):
                faults.append(f"{name} is under `{expression}`, which is not allowed")
        except ValueError as error:
            faults.append(f"{name}: {error}")
    return faults


def source_faults(packages: list[dict]) -> list[str]:
    """A line for each package that comes from elsewhere than this folder or the one registry."""
    return [f"{package['name']} comes from {package['source']}"
            for package in packages if package["source"] not in (None, CRATES_IO)]


def ban_faults(packages: list[dict], bans: dict) -> list[str]:
    """A line for each package that is refused by name."""
    reasons = {ban["name"]: ban["reason"] for ban in bans["deny"]}
    return [f"{package['name']} is refused: {reasons[package['name']]}"
            for package in packages if package["name"] in reasons]
