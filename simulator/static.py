"""The page of phones: static files."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote

from aiohttp import web

_FOLDER = Path(__file__).parent / "page"
_MIMES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_NO_PAGE = "The simulator is running. It has no page; drive it through /sim/.\n"


def serve(request: web.BaseRequest) -> web.Response:
    """`/` is index.html; everything else lies below `/page/`."""
    path = unquote(request.raw_path.partition("?")[0])
    name = "index.html" if path == "/" else path.removeprefix("/page/")
    file = (_FOLDER / name).resolve()
    if not file.is_relative_to(_FOLDER.resolve()) or not file.is_file():
        if path == "/":
            return web.Response(text=_NO_PAGE)
        return web.Response(status=404, text="Not found\n")
    mime = _MIMES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    response = web.Response(body=file.read_bytes(), headers={"Content-Type": _with_charset(mime)})
    response.headers["Cache-Control"] = "no-store"
    return response


def _with_charset(mime: str) -> str:
    return f"{mime}; charset=utf-8" if mime.startswith("text/") else mime
