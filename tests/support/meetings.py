"""Meetings as the organiser's phone makes them."""

from datetime import datetime, timedelta

from tests.support.bot import WIB, Bureau, Phone
from tests.support.simulator import Shown

REMINDED_AT = 16


async def writes(bureau: Bureau, title: str, day: str, hour: str, *, group: str = "1", delegable: str = "Ya") -> Shown:
    """Ratna fills the form; the review card."""
    ratna = bureau.ratna
    await ratna.says("/rapat")
    await ratna.taps("Buat undangan")
    await ratna.sees("Apa acaranya?")
    await ratna.says(title)
    await ratna.sees("Hari apa?")
    await ratna.says(day)
    await ratna.sees("Pukul berapa mulai?")
    await ratna.says(hour)
    await ratna.taps("s.d. selesai")
    await ratna.sees("Di mana tempatnya?")
    await ratna.says("Aula Diskominfotik")
    await ratna.sees("Apa pakaiannya?")
    await ratna.says("PDH batik")
    await ratna.taps("Sampai dimulai")
    await ratna.taps(delegable)
    await ratna.sees("Kepada siapa?")
    await ratna.taps(group) if group.isdigit() else await ratna.says(group)
    return await ratna.sees("Siap dimintakan persetujuan.")


async def invites(bureau: Bureau, title: str, day: str, hour: str, **more: str) -> str:
    """Written, approved and released; its code."""
    await writes(bureau, title, day, hour, **more)
    await bureau.ratna.taps("Minta persetujuan")
    code = code_in(await bureau.ratna.sees("menunggu persetujuan"))
    await bureau.hendra.taps("Setujui", on=await bureau.hendra.sees(f"{code} dari Ratna"))
    await bureau.hendra.sees(f"{code} ✓ Disetujui")
    await bureau.minute_passes()
    await bureau.ratna.sees(f"{code} · hadir 0")
    return code


async def delegates(phone: Phone, invitation: Shown, who: str) -> None:
    await phone.taps("Diwakilkan", on=invitation)
    await phone.sees("siapa yang mewakili?")
    await phone.says(who)
    await phone.sees("✓ Tercatat: ")


async def declines(phone: Phone, invitation: Shown, why: str = "Dinas luar") -> None:
    await phone.taps("Berhalangan", on=invitation)
    await phone.sees("alasan singkat")
    await phone.taps(why)
    await phone.sees("✓ Tercatat: Berhalangan")


async def it_is(bureau: Bureau, at: datetime) -> None:
    await bureau.sim.set_clock(at.replace(tzinfo=WIB))


def ahead(days: int, hour: int = 9, now: datetime = datetime(2026, 11, 23)) -> datetime:  # noqa: DTZ001
    return now.replace(hour=hour) + timedelta(days=days)


def code_in(card: Shown) -> str:
    """R-0087 out of a card that names it."""
    return next(word.strip(".,:") for word in card.text.split() if word.startswith("R-"))
