"""Looks the installed packages up among known vulnerabilities, with pip-audit, and says what it found. It never fails.

A hole in a dependency is no fault of the change being tested, and not every machine reaches the service that knows of
them: a mirror of the index answers, but knows no package.
"""

import json
import subprocess
import sys

_SECONDS = 120
_COMMAND = [
    sys.executable,
    "-m",
    "pip_audit",
    "--skip-editable",
    "--progress-spinner=off",
    "--timeout=10",
    "--format=json",
]


def audit() -> str:
    """What pip-audit finds, in words."""
    try:
        done = subprocess.run(_COMMAND, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return f"left out: the service did not answer in {_SECONDS} s"
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return f"left out: {(done.stderr.strip().splitlines() or ['pip-audit said nothing'])[-1][:300]}"
    known = [package for package in packages if "skip_reason" not in package]
    if not known:
        return f"left out: the index that this machine reaches knows of none of the {len(packages)} packages"
    holes = [
        f"  {package['name']} {package['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none'}"
        for package in known
        for hole in package["vulns"]
    ]
    return "\n".join(
        [f"{len(known)} of {len(packages)} packages looked up, {len(holes)} known vulnerabilities", *holes]
    )


if __name__ == "__main__":
    print(f"audit: {audit()}")
