// What Telegram itself writes into a group, as a sentence.
import { t } from "./texts.js";

/** `who` names a member; the owner of the phone is "you". */
export function serviceWords({ service, from }, who) {
  const names = service.names.map((name) => (name === from.name ? who : name)).join(", ");
  const alone = service.names.length === 1 && service.names[0] === from.name;
  switch (service.kind) {
    case "group_chat_created": return t("groupMade", { who });
    case "new_chat_members": return alone ? t("groupJoined", { who }) : t("groupAdded", { who, names });
    case "left_chat_member": return alone ? t("groupLeft", { who }) : t("groupRemoved", { who, names });
    case "new_chat_title": return t("groupRenamed", { who, title: service.value });
    default: return t("groupUpgraded");
  }
}
