// Every sentence of the page, in formal Indonesian and in English.

const id = {
  noPeople: "Belum ada orang", noPeopleHint: "Tambahkan satu orang untuk mulai berbicara dengan bot.",
  reconnecting: "Sambungan ke simulator terputus. Menyambung kembali …",
  bot: "bot", typing: "sedang mengetik …", sendingFile: "sedang mengirim berkas …", botStopped: "bot sedang berhenti", blockedStatus: "diblokir",
  phoneOf: "Ponsel {name}", conversation: "Percakapan {name} dengan {bot}", phones: "Ponsel",
  nothing: "Belum ada pesan", nothingHint: "Tekan Mulai untuk membuka percakapan.", nothingStarted: "Tulis pesan pertama di bawah.",
  start: "Mulai", unblock: "Buka blokir", blockedHint: "Bot diblokir di ponsel ini.",
  write: "Tulis pesan", caption: "Tulis keterangan", send: "Kirim", attach: "Lampirkan foto atau berkas", keys: "Tampilkan atau sembunyikan tombol menu",
  asPhoto: "Kirim sebagai foto", remove: "Lepas {name}", drop: "Lepaskan berkas di sini", cancel: "Batal",
  editing: "Mengubah pesan", edited: "diubah", you: "Anda", deletedReply: "Pesan tidak ada lagi", forwarded: "Diteruskan dari {name}",
  chats: "Percakapan", newGroup: "Grup baru", groupTitle: "Nama grup", groupMembers: "Anggota", makeGroup: "Buat grup", groupMenu: "Pilihan grup", toChats: "Ke daftar percakapan",
  members: "{n} anggota", botLeads: "bot admin", botAbsent: "tanpa bot", addBot: "Tambahkan bot", kickBot: "Keluarkan bot", promoteBot: "Jadikan bot admin", demoteBot: "Cabut hak admin bot",
  upgrade: "Jadikan supergrup", leaveGroup: "Keluar dari grup", onlyAdmins: "Hanya admin yang dapat menulis di sini.", conversationOf: "Percakapan", sticker: "Stiker",
  groupMade: "{who} membuat grup ini", groupJoined: "{who} bergabung", groupAdded: "{who} menambahkan {names}", groupLeft: "{who} keluar", groupRemoved: "{who} mengeluarkan {names}",
  groupRenamed: "{who} mengganti nama grup menjadi “{title}”", groupUpgraded: "Grup ini menjadi supergrup",
  toEnd: "Ke pesan terbaru", newMessages: "{n} pesan baru",
  photo: "Foto", document: "Berkas", video: "Video", voice: "Pesan suara", audio: "Audio", media: "Media",
  otherKind: "Pesan jenis lain",
  openPhoto: "Buka foto", downloadFile: "Unduh {name}", spoiler: "Teks tersembunyi, tekan untuk membuka", copied: "Disalin.",
  alert: "Pesan dari {bot}", ok: "Oke", notPlayed: "Jenis tombol ini tidak dimainkan di simulator.",
  messageMenu: "Pilihan pesan", reply: "Balas", edit: "Ubah", copy: "Salin teks", forward: "Teruskan ke bot", react: "Tanggapi {emoji}",
  phoneMenu: "Pilihan ponsel", openLink: "Buka tautan", block: "Blokir bot", swap: "Ganti orang", takeAway: "Lepas ponsel", transcript: "Transkrip",
  linkHint: "Tautan yang membuka bot, misalnya https://t.me/{bot}?start=kode", open: "Buka", notDeepLink: "Tautan ini tidak membuka {bot}.",
  addPhone: "Tambah ponsel", choosePerson: "Pilih orang", searchPeople: "Cari nama atau unit", newPerson: "Orang baru", addPerson: "Tambahkan", shown: "tampil",
  moreResults: "{n} orang lagi. Tulis nama untuk menyaring.", nobody: "Tidak ada nama yang cocok.", close: "Tutup",
  clock: "Jam simulasi", pause: "Jeda jam", resume: "Jalankan jam", paused: "dijeda", minute: "+1 menit", hour: "+1 jam", morning: "besok 07.30", afternoon: "besok 16.00",
  setTime: "Tanggal dan jam", set: "Atur", clockHint: "Tanggal pesan, pengingat, dan tenggat mengikuti jam ini.",
  process: "Proses bot", running: "Bot berjalan", stopped: "Bot berhenti", noProcess: "Bot terpisah",
  noProcessHint: "Simulator ini tidak menjalankan bot. Jalankan bot dengan alamat simulator ini.",
  pid: "Proses {pid}, sejak {since}.", stoppedHint: "Proses tidak berjalan. Pesan menunggu sampai bot dijalankan.", kill: "Matikan (KILL)", term: "Hentikan (TERM)", run: "Jalankan",
  accepted: "diterima", refused: "ditolak", rate: "per detik",
  theme: "Tampilan: {name}", themeAuto: "mengikuti perangkat", themeLight: "terang", themeDark: "gelap", language: "English", panel: "Panel pemeriksaan",
  calls: "Panggilan", faults: "Gangguan", limits: "Batas kirim", filterMethod: "Saring metode", everyone: "Semua orang", noCalls: "Belum ada panggilan.", notSimulated: "tidak dimainkan",
  polls: "Tampilkan getUpdates", callGone: "Panggilan ini tidak tersimpan lagi.",
  faultsHint: "Gangguan berlaku sampai terjadi sebanyak yang diatur.", fault429: "429: tunggu 10 detik", fault403: "403 untuk satu ponsel", faultSlow: "Lambat 2 detik", faultCut: "Putus setelah terkirim", faultsOff: "Hentikan semua gangguan",
  noFaults: "Tidak ada gangguan.", faultPerson: "Ponsel", limitsOn: "Terapkan batas kirim Telegram", limitsHint: "30 pesan per detik, 1 per detik per percakapan, 20 per menit per grup.",
  copyAll: "Salin", refresh: "Muat ulang", emptyTranscript: "Belum ada pesan.",
  tour: "Cerita satu menit", tourPlay: "Putar", tourAgain: "Putar lagi", tourPause: "Jeda", tourGoOn: "Lanjutkan", tourSkip: "Lewati", tourTry: "Coba sendiri", tourKill: "Matikan bot",
  tourPaused: "Cerita dijeda. Layar ada di tangan Anda.", tourMissed: "Cerita berhenti: “{what}” belum tampil di ponsel {name}. Coba sendiri, atau putar lagi.", tourShort: "Cerita berhenti: baru sampai di {people} dari {of} orang.",
  tourOf: "{people} dari {of} orang menerimanya", tourClean: "{people} dari {of}, tidak ada yang terlewat, tidak ada yang ganda.", tourCounted: "Dihitung oleh simulator: {people} orang, {messages} pesan.",
  tourSeveral: "{people} dari {of}, tidak ada yang terlewat. {n} orang menerima dua kali, yang kedua bertanda “kirim ulang”: {names}.",
  unreachable: "Simulator belum menjawab. Coba sekali lagi.",
};

const en = {
  noPeople: "Nobody is here yet", noPeopleHint: "Add one person to begin talking with the bot.",
  reconnecting: "The connection to the simulator is lost. Reconnecting …",
  bot: "bot", typing: "is typing …", sendingFile: "is sending a file …", botStopped: "the bot is stopped", blockedStatus: "blocked",
  phoneOf: "Phone of {name}", conversation: "Conversation of {name} with {bot}", phones: "Phones",
  nothing: "No messages yet", nothingHint: "Press Start to open the conversation.", nothingStarted: "Write the first message below.",
  start: "Start", unblock: "Unblock", blockedHint: "The bot is blocked on this phone.",
  write: "Write a message", caption: "Write a caption", send: "Send", attach: "Attach a photo or file", keys: "Show or hide the menu keys",
  asPhoto: "Send as a photo", remove: "Remove {name}", drop: "Drop the file here", cancel: "Cancel",
  editing: "Editing a message", edited: "edited", you: "You", deletedReply: "The message is gone", forwarded: "Forwarded from {name}",
  chats: "Chats", newGroup: "New group", groupTitle: "Name of the group", groupMembers: "Members", makeGroup: "Create", groupMenu: "Group options", toChats: "To the list of chats",
  members: "{n} members", botLeads: "bot admin", botAbsent: "no bot", addBot: "Add the bot", kickBot: "Remove the bot", promoteBot: "Make the bot an admin", demoteBot: "Take the bot's rights back",
  upgrade: "Make it a supergroup", leaveGroup: "Leave the group", onlyAdmins: "Only admins can write here.", conversationOf: "Chat", sticker: "Sticker",
  groupMade: "{who} created this group", groupJoined: "{who} joined", groupAdded: "{who} added {names}", groupLeft: "{who} left", groupRemoved: "{who} removed {names}",
  groupRenamed: "{who} renamed the group to “{title}”", groupUpgraded: "This group became a supergroup",
  toEnd: "To the latest message", newMessages: "{n} new messages",
  photo: "Photo", document: "File", video: "Video", voice: "Voice message", audio: "Audio", media: "Media",
  otherKind: "A message of another kind",
  openPhoto: "Open the photo", downloadFile: "Download {name}", spoiler: "Hidden text, press to open", copied: "Copied.",
  alert: "Message from {bot}", ok: "OK", notPlayed: "The simulator does not play this kind of button.",
  messageMenu: "Message options", reply: "Reply", edit: "Edit", copy: "Copy text", forward: "Forward to the bot", react: "React with {emoji}",
  phoneMenu: "Phone options", openLink: "Open a link", block: "Block the bot", swap: "Choose another person", takeAway: "Remove the phone", transcript: "Transcript",
  linkHint: "A link that opens the bot, for example https://t.me/{bot}?start=code", open: "Open", notDeepLink: "This link does not open {bot}.",
  addPhone: "Add a phone", choosePerson: "Choose a person", searchPeople: "Search by name or unit", newPerson: "New person", addPerson: "Add", shown: "shown",
  moreResults: "{n} more. Write a name to filter.", nobody: "No name matches.", close: "Close",
  clock: "Simulated clock", pause: "Pause the clock", resume: "Let the clock run", paused: "paused", minute: "+1 min", hour: "+1 h", morning: "tomorrow 07.30", afternoon: "tomorrow 16.00",
  setTime: "Date and time", set: "Set", clockHint: "Message dates, reminders and deadlines follow this clock.",
  process: "Bot process", running: "Bot running", stopped: "Bot stopped", noProcess: "Separate bot",
  noProcessHint: "This simulator does not run the bot. Start the bot with the address of this simulator.",
  pid: "Process {pid}, since {since}.", stoppedHint: "The process is not running. Messages wait until the bot is started.", kill: "Kill (KILL)", term: "Stop (TERM)", run: "Start the bot",
  accepted: "accepted", refused: "refused", rate: "a second",
  theme: "Appearance: {name}", themeAuto: "as the device", themeLight: "light", themeDark: "dark", language: "Bahasa Indonesia", panel: "Inspection panel",
  calls: "Calls", faults: "Faults", limits: "Limits", filterMethod: "Filter by method", everyone: "Everyone", noCalls: "No calls yet.", notSimulated: "not simulated",
  polls: "Show getUpdates", callGone: "This call is no longer kept.",
  faultsHint: "A fault stays until it has happened as often as set.", fault429: "429: wait 10 seconds", fault403: "403 for one phone", faultSlow: "Slow by 2 seconds", faultCut: "Cut after delivery", faultsOff: "Stop all faults",
  noFaults: "No faults.", faultPerson: "Phone", limitsOn: "Enforce Telegram's sending limits", limitsHint: "30 messages a second, 1 a second per chat, 20 a minute per group.",
  copyAll: "Copy", refresh: "Reload", emptyTranscript: "No messages yet.",
  tour: "The first minute", tourPlay: "Play", tourAgain: "Play again", tourPause: "Pause", tourGoOn: "Go on", tourSkip: "Skip", tourTry: "Try it yourself", tourKill: "Kill the bot",
  tourPaused: "The tour is paused. The phones are yours.", tourMissed: "The tour stopped: “{what}” did not show on {name}'s phone. Try it yourself, or play again.", tourShort: "The tour stopped: only {people} of {of} people have it.",
  tourOf: "{people} of {of} people have it", tourClean: "{people} of {of}: nobody left out, nothing twice.", tourCounted: "Counted by the simulator: {people} people, {messages} messages.",
  tourSeveral: "{people} of {of}, nobody left out. {n} got it twice, the second one labelled “kirim ulang”: {names}.",
  unreachable: "The simulator did not answer. Try once more.",
};

export const TEXTS = { id, en };
let language = "id";

export function useLanguage(code) {
  language = code in TEXTS ? code : "id";
  document.documentElement.lang = language;
}

export const currentLanguage = () => language;

/** The sentence under `key`, its {names} filled in. */
export const t = (key, values = {}) => TEXTS[language][key].replace(/\{(\w+)\}/gu, (_, name) => values[name]);
