"""The driver that stories use: groups by their calls, and files under the names they have."""

import pytest

from tests.simulator.support import Server
from tests.support.simulator import BOT_ID, SimRefused, connect


async def test_a_file_keeps_the_spaces_of_its_name(server: Server) -> None:
    async with connect(server.base) as sim:
        person = await sim.person("Ratna")
        await sim.send_file(person, ("Surat Edaran (1).pdf", b"isi"), kind="document", caption="Edaran & lampiran")
        (shown,) = (await sim.inbox(person))[1:]
    assert shown.media is not None
    assert (shown.media["name"], shown.text) == ("Surat Edaran (1).pdf", "Edaran & lampiran")


async def test_a_group_is_led_through_its_life(server: Server) -> None:
    async with connect(server.base) as sim:
        ratna, deni, sri = [await sim.person(name) for name in ("Ratna", "Deni", "Sri")]
        group = await sim.create_group("Humas", ratna, deni)
        await sim.join(group, sri)
        await sim.leave(group, deni)
        await sim.promote(group, BOT_ID)
        await sim.rename(group, "Humas Bengkulu")
        said = await sim.send(sri, "pagi", chat=group)
        await sim.edit(sri, said, "siang", chat=group)
        await sim.react(ratna, said, "👍", chat=group)
        await sim.forward(sri, said, from_chat=group)
        await sim.send_file(sri, ("a.pdf", b"isi"), kind="document", caption="lampiran", chat=group)
        new = await sim.upgrade(group)
        told = await sim.group(new)
        assert (told["title"], told["bot"], [each["id"] for each in told["members"]]) == (
            "Humas Bengkulu",
            "administrator",
            [ratna, sri],
        )
        assert [shown.text for shown in await sim.messages(group) if shown.text] == ["siang", "lampiran"]
        assert (await sim.inbox(sri))[-1].text == "siang"
        assert "Sri: siang (edited)" in await sim.transcript(group)


async def test_who_may_not_act_in_a_group_is_refused(server: Server) -> None:
    async with connect(server.base) as sim:
        ratna, deni = await sim.person("Ratna"), await sim.person("Deni")
        group = await sim.create_group("Humas", ratna, deni)
        await sim.mute(group)
        with pytest.raises(SimRefused, match="only administrators write in Humas"):
            await sim.send(deni, "a", chat=group)
        await sim.mute(group, muted=False)
        await sim.kick_bot(group)
        await sim.add_bot(group, admin=True)
        assert (await sim.group(group))["bot"] == "administrator"
        await sim.delete_group(group)
        with pytest.raises(SimRefused, match="Humas was deleted"):
            await sim.send(ratna, "a", chat=group)
