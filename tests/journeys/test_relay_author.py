"""An author who holds a seat gets the announcement too, and still sees the count."""

import pytest

from tests.support.bot import Bureau, joins

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def test_an_authors_card_comes_below_their_own_copy_and_counts_on_there(bureau: Bureau) -> None:
    await joins(bureau.ratna, await bureau.link("Dinas Kominfo Kabupaten Kaur"))
    deni = await bureau.officer("Deni", "Polres Kaur")
    await bureau.group("Dua unit", "Dinas Kominfo Kabupaten Kaur", "Polres Kaur")
    code = await bureau.announces("Mohon hadir tepat waktu.", "Dua unit")
    copy = await bureau.ratna.sees(f"📢 {code} v1")
    card = await bureau.ratna.sees(f"{code} · terkirim 2 dari 2 petugas · dibaca 0 dari 2 unit", below=copy.message_id)
    await deni.taps("Sudah dibaca", on=await deni.sees(f"📢 {code} v1"))
    counted = await bureau.ratna.sees("dibaca 1 dari 2 unit")
    assert counted.message_id == card.message_id
    assert len(await bureau.ratna.shows(f"{code} · ")) == 1
