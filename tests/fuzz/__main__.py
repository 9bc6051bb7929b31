"""Fuzzing led by coverage: `python -m tests.fuzz dates --seconds 600 --corpus out/fuzz`.

What has to hold is said in `tests.oracles`; atheris only finds inputs for it. It begins with `seeds/`, has the words of
the rules for a dictionary, and goes on from what earlier runs left in the corpus. An input for which something does not
hold is left beside the corpus as `dates-crash-…`; `python -m tests.fuzz dates FILE` reads it again.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["extract"]):
    from extract.lexicon import default_lexicon
    from tests import oracles
    from tests.fuzz.targets import SEEDS, TARGETS


def _dictionary(path: Path) -> Path:
    """Write the forms of all rules in libFuzzer's format."""
    forms = sorted({form.encode() for entry in default_lexicon() for form in entry.forms if len(form) < 30})
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in form) + '"\n' for form in forms)
    path.write_text("".join(lines), encoding="ascii")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzzing led by coverage.")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("inputs", nargs="*", help="files to read again, instead of a search")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--corpus", type=Path, help="a folder that keeps what is found; a temporary one by default")
    parser.add_argument("--seed", type=int, default=0, help="for the same search again; 0 for another each time")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = (given.corpus or Path(folder)) / given.target
        corpus.mkdir(parents=True, exist_ok=True)
        search = [
            str(corpus),
            str(SEEDS / given.target),
            f"-artifact_prefix={corpus.parent}/{given.target}-",
            f"-dict={_dictionary(Path(folder) / 'words')}",
            f"-max_total_time={given.seconds}",
            f"-seed={given.seed}",
            "-max_len=2000",
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
        ]
        oracles.extractor()  # what is made once is no part of the first input's time
        atheris.Setup([sys.argv[0], *(given.inputs or search)], TARGETS[given.target])
        atheris.Fuzz()


main()
