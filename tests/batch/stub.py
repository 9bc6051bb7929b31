"""Articles made up for tests of runs, and what a run wrote, read back."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from extract.batch.run import Options, run
from extract.batch.summary import Summary
from extract.io.incoming import Reject

PLACES = ("Bình Mẫu", "Hòa Thử", "An Ví Dụ", "Phú Minh Họa")


def article(number: int) -> dict[str, Any]:
    day, place = number % 28 + 1, PLACES[number % len(PLACES)]
    text = (
        f"Sáng {day:02}/6/2020, tại xã {place}, Đại tá Nguyễn Văn Mẫu, Giám đốc Công an tỉnh, dự hội nghị tổng kết.\n"
        f"Năm qua, tỷ lệ điều tra khám phá án đạt 9{number % 10},{number % 7}%, giảm {number + 1} vụ so với cùng kỳ.\n"
        f"Dịp này, {number + 2} tập thể và ông Lê Văn Thử được tặng Bằng khen của Chủ tịch UBND tỉnh.\n"
        f"Quyết định số {number + 5}/QĐ-UBND do ông ký có hiệu lực."
    )
    return {"id": f"a-{number}", "published": f"2020-06-{day:02}", "text": text, "views": number}


def dump(path: Path, count: int) -> Path:
    """A dump with repeated texts and ids, articles without ids, and bad lines among the good ones."""
    lines: list[bytes] = []
    for number in range(count):
        row = article(number)
        if number % 10 == 3:
            del row["id"]
        if number % 10 == 7:
            row = {**article(number - 4), "id": f"again-{number}"}
        if number % 25 == 9:
            row["id"] = "a-1"
        lines.append(json.dumps(row, ensure_ascii=False).encode())
        if number % 20 == 11:
            lines.append((b"{broken", b'{"text": ""}', b'{"text": "\x8f\x8f"}')[number // 20 % 3])
    data = b"\n".join(lines) + b"\n"
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def ran(source: Path | list[str], output: Path | str, **options: Any) -> tuple[Summary, list[Reject]]:
    """Run with one worker if not said otherwise; returns the counts and the rejects."""
    rejected: list[Reject] = []
    inputs = tuple(source) if isinstance(source, list) else (str(source),)
    summary = run(Options(inputs=inputs, output=str(output), **options), rejected=rejected.append)
    return summary, rejected


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "extract.cli", *map(str, arguments)]


def vn_extract(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command(*arguments), capture_output=True, check=False)
