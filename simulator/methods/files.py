"""getFile."""

from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.methods.registry import plays

LARGEST_DOWNLOAD = 20 * 1024 * 1024


@plays("getFile")
def get_file(sim: Simulator, params: Json) -> Json:
    file = sim.files.get(params["file_id"])
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**file.view(), "file_path": file.path}
