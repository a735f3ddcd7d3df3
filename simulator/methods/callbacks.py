"""answerCallbackQuery."""

from simulator.codec import Json
from simulator.errors import bad_request
from simulator.machine import Simulator
from simulator.methods.registry import plays

LONGEST_ANSWER = 200


@plays("answerCallbackQuery")
def answer_callback_query(sim: Simulator, params: Json) -> bool:
    text = params.get("text", "")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "show_alert": params.get("show_alert", False), "url": params.get("url")}
    press = sim.queries.answer(params["callback_query_id"], answer)
    shown = {"person": press.person_id, "chat": press.chat_id, "message_id": press.message_id, "answer": answer}
    sim.hub.publish("answer", shown, (press.person_id,))
    return True
