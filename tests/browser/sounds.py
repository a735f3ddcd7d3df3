"""Sounds and films made on the spot."""

import io
import wave

from playwright.async_api import FilePayload, Page

_RATE = 8_000
_FILM = """async () => {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 96, height: 96 });
  const brush = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: "video/webm" });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise((done) => (recorder.onstop = done));
  recorder.start();
  for (let frame = 0; frame < 12; frame += 1) {
    brush.fillStyle = `hsl(${frame * 20} 60% 40%)`;
    brush.fillRect(0, 0, 96, 96);
    await new Promise((done) => setTimeout(done, 30));
  }
  recorder.stop();
  await ended;
  return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
}"""


def wav(name: str, seconds: int) -> FilePayload:
    """Silence of this length."""
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        sound.writeframes(bytes(2 * _RATE * seconds))
    return {"name": name, "mimeType": "audio/wav", "buffer": held.getvalue()}


async def webm(page: Page, name: str) -> FilePayload:
    """A short film of changing colours, recorded by the browser itself."""
    return {"name": name, "mimeType": "video/webm", "buffer": bytes(await page.evaluate(_FILM))}
