// What Telegram itself writes into a group, as a sentence.
import { t } from "./texts.js";
import { topicName } from "./topics.js";

/** `who` names a member; the owner of the phone is "you". `chat` knows the names of its topics. */
export function serviceWords({ service, from, thread }, who, chat) {
  const names = service.names.map((name) => (name === from.name ? who : name)).join(", ");
  const alone = service.names.length === 1 && service.names[0] === from.name;
  const topic = typeof service.value === "string" ? service.value : topicName(chat, thread ?? null);
  switch (service.kind) {
    case "group_chat_created": return t("groupMade", { who });
    case "new_chat_members": return alone ? t("groupJoined", { who }) : t("groupAdded", { who, names });
    case "left_chat_member": return alone ? t("groupLeft", { who }) : t("groupRemoved", { who, names });
    case "new_chat_title": return t("groupRenamed", { who, title: service.value });
    case "forum_topic_created": return t("topicMade", { who, topic });
    case "forum_topic_edited": return t("topicRenamed", { who, topic });
    case "forum_topic_closed": return t("topicWasClosed", { who, topic });
    case "forum_topic_reopened": return t("topicReopened", { who, topic });
    case "pinned_message": return t("pinned", { who });
    default: return t(service.kind.startsWith("migrate_") ? "groupUpgraded" : "groupChanged", { who });
  }
}
