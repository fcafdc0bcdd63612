"""On what was measured, and with which versions."""

import importlib.metadata
import os
import platform
import re
import subprocess

NOT_THERE = "not there"


def first_line(*command):
    try:
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return NOT_THERE
    return (out.splitlines() or [NOT_THERE])[0]


def processor():
    try:
        with open("/proc/cpuinfo") as f:
            return re.search(r"^model name\s*:\s*(.*)$", f.read(), re.MULTILINE).group(1)
    except (OSError, AttributeError):
        return platform.processor() or platform.machine()


def system():
    try:
        return f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release()}"
    except OSError:
        return platform.platform()


def package(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return NOT_THERE


def describe():
    """What stands above the tables."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": system(),
        "compiler": first_line("g++", "--version"),
        "go": first_line("go", "version").removeprefix("go version "),
        "python": platform.python_version(),
        **{name: package(name) for name in ("numpy", "scipy", "simpy")},
    }
