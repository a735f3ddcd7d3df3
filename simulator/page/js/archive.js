// What stood in a group before it became a supergroup: to be read, no longer to be acted on.

const BELOW = 1e12; // ids of the old chat are moved below zero: those of the new one begin at 1 again

const moved = (id) => (id ? id - BELOW : id);

export const isArchived = (item) => item.message_id < 0;

export const archived = (items) =>
  items.filter(({ service }) => service?.kind !== "migrate_to_chat_id")
    .map((item) => ({ ...item, message_id: moved(item.message_id), reply_to: moved(item.reply_to), buttons: [] }));
