"""What the demonstration says when it cannot begin: one sentence, before anything is started."""

import socket
from pathlib import Path

import pytest

from bot.demo.child import DemoRefused, find_place


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DemoRefused, match=rf"^Port {port} cannot be used.*make demo PORT="):
            find_place(tmp_path / "demo", port)
    assert not (tmp_path / "demo").exists()


def test_a_port_beyond_the_last_one_is_told(tmp_path: Path) -> None:
    with pytest.raises(DemoRefused, match=r"^Port 70000 cannot be used"):
        find_place(tmp_path, 70_000)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    with pytest.raises(DemoRefused, match=r"file cannot be written .*make demo DATA="):
        find_place(file, 0)


def test_port_0_takes_a_free_one(tmp_path: Path) -> None:
    place = find_place(tmp_path, 0)
    assert place.port > 0
    assert place.url == f"http://127.0.0.1:{place.port}"
