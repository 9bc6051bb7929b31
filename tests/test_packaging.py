"""The wheel, installed alone, runs: what the package reads at run time travels in it."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
# The checkout's own package must not come first.
ALONE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def test_wheel_installed_alone_runs(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    # The dependencies are those of the environment that runs the tests; the package itself must come from the wheel.
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    site = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
    )
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    paths = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(paths), encoding="utf-8")
    code = (
        "import extract, json, pathlib; "
        f"assert pathlib.Path(extract.__file__).is_relative_to({str(site)!r}), extract.__file__; "
        "print(extract.to_json(extract.Extractor()('Ngày 5/6/2020, tăng 5%.')).decode())"
    )
    done = subprocess.run([python, "-c", code], cwd=tmp_path, env=ALONE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert [date["value"] for date in record["dates"]] == ["2020-06-05"]
    assert [figure["value"] for figure in record["statistics"]] == [5]
    command = subprocess.run(
        [python, "-m", "extract.cli", "rules", "thứ trưởng"],
        cwd=tmp_path,
        env=ALONE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert command.returncode == 0, command.stderr
    assert "rules/" in command.stdout


def test_import_is_light() -> None:
    heavy = {"spacy", "pandas", "torch", "underthesea", "numpy", "rich", "yaml"}
    code = f"import sys, extract; extract.Extractor; loaded = {heavy!r} & set(sys.modules); assert not loaded, loaded"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_name_is_there() -> None:
    import extract

    assert {name for name in extract.__all__ if getattr(extract, name, None) is None} == set()
    assert set(extract.__all__) == {name for name in dir(extract) if not name.startswith("__")}
