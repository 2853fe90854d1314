/** The page's own words in three languages. What people and the bot write is never translated. */

import { recall, remember } from "./preferences.js";

/** @typedef {"uz" | "ru" | "en"} Language */

/** @type {Language[]} */
export const LANGUAGES = ["uz", "ru", "en"];

/** Uzbek, Russian, English; `{name}` is filled in. @type {Record<string, [string, string, string]>} */
const WORDS = {
  subtitle: ["shu kompyuterdagi Telegram", "Telegram на этом компьютере", "a Telegram on this computer"],
  people: ["Odamlar", "Люди", "People"],
  showColumn: ["{name} suhbatini ko‘rsatish", "Показать чат: {name}", "Show {name}’s chat"],
  hideColumn: ["{name} suhbatini yashirish", "Скрыть чат: {name}", "Hide {name}’s chat"],
  openColumn: ["{name} suhbatini ochish", "Открыть чат: {name}", "Open {name}’s chat"],
  allHidden: ["Hamma suhbatlar yashirilgan. Yuqoridan birini tanlang.", "Все чаты скрыты. Выберите чат сверху.", "Every chat is hidden. Choose one above."],
  addPerson: ["Odam qo‘shish", "Добавить человека", "Add a person"],
  editPerson: ["Ism va tilni o‘zgartirish", "Изменить имя и язык", "Change name and language"],
  firstName: ["Ism", "Имя", "First name"],
  lastName: ["Familiya", "Фамилия", "Last name"],
  username: ["Foydalanuvchi nomi", "Имя пользователя", "Username"],
  language: ["Til", "Язык", "Language"],
  theme: ["Yorug‘ yoki qorong‘i ko‘rinish", "Светлая или тёмная тема", "Light or dark"],
  focusMode: ["Bittadan ko‘rsatish", "Показывать по одному", "One chat at a time"],
  offline: ["Playground javob bermayapti. Qayta ulanmoqda…", "Playground не отвечает. Подключаемся снова…", "The playground is not answering. Reconnecting…"],
  offlineShort: ["Hozir ulanish yo‘q. Birozdan so‘ng qayta urinib ko‘ring.", "Сейчас нет связи. Попробуйте чуть позже.", "No connection right now. Try again in a moment."],
  loading: ["Suhbatlar yuklanmoqda…", "Чаты загружаются…", "Loading the chats…"],
  today: ["Bugun", "Сегодня", "Today"],
  yesterday: ["Kecha", "Вчера", "Yesterday"],
  messages: ["{name} va bot xabarlari", "Сообщения: {name} и бот", "Messages between {name} and the bot"],
  emptyChat: ["Hali xabar yo‘q", "Сообщений пока нет", "No messages yet"],
  emptyHint: ["Botni ishga tushiring yoki birdan yozing.", "Запустите бота или просто напишите.", "Start the bot, or simply write."],
  start: ["BOSHLASH", "НАЧАТЬ", "START"],
  startAgain: ["/start yuborish", "Отправить /start", "Send /start"],
  startWith: ["Havola orqali boshlash…", "Начать по ссылке…", "Start from a deep link…"],
  startParameter: ["Havoladagi so‘z", "Слово из ссылки", "The link’s parameter"],
  block: ["Botni bloklash", "Заблокировать бота", "Block the bot"],
  unblock: ["Blokdan chiqarish", "Разблокировать", "Unblock"],
  blocked: ["{name} botni bloklagan", "{name}: бот заблокирован", "{name} has blocked the bot"],
  chatMenu: ["{name}: suhbat menyusi", "{name}: меню чата", "{name}: chat menu"],
  hide: ["Suhbatni yashirish", "Скрыть чат", "Hide this chat"],
  writeMessage: ["Xabar", "Сообщение", "Message"],
  composerOf: ["{name} nomidan yozish", "Написать от имени: {name}", "Write as {name}"],
  caption: ["Izoh", "Подпись", "Caption"],
  send: ["Yuborish", "Отправить", "Send"],
  save: ["Saqlash", "Сохранить", "Save"],
  cancel: ["Bekor qilish", "Отмена", "Cancel"],
  close: ["Yopish", "Закрыть", "Close"],
  ok: ["Tushunarli", "Понятно", "OK"],
  choose: ["Tanlash", "Выбрать", "Choose"],
  attach: ["Biriktirish", "Прикрепить", "Attach"],
  commands: ["Bot buyruqlari", "Команды бота", "Bot commands"],
  toggleKeyboard: ["Bot tugmalari", "Кнопки бота", "The bot’s buttons"],
  record: ["Ovozli xabar yozish", "Записать голосовое", "Record a voice message"],
  recording: ["Yozilmoqda", "Идёт запись", "Recording"],
  noMicrophone: ["Mikrofon yo‘q: o‘rniga audiofaylni ovozli xabar qilib yuboring.", "Микрофон недоступен: отправьте аудиофайл как голосовое.", "No microphone here: send an audio file as voice instead."],
  photoOrVideo: ["Rasm yoki video", "Фото или видео", "Photo or video"],
  anyFile: ["Fayl", "Файл", "File"],
  audioAsVoice: ["Audiofayl ovozli xabar sifatida", "Аудиофайл как голосовое", "An audio file as voice"],
  location: ["Joylashuv", "Геопозиция", "Location"],
  contact: ["Kontakt", "Контакт", "Contact"],
  sticker: ["Stiker", "Стикер", "Sticker"],
  dice: ["O‘yin toshi", "Кубик", "Dice"],
  poll: ["So‘rovnoma", "Опрос", "Poll"],
  unknownKind: ["Noma’lum turdagi xabar…", "Сообщение неизвестного вида…", "A kind nobody knows yet…"],
  rawHint: ["Bot API xabarining maydonlari, JSON ko‘rinishida", "Поля сообщения Bot API в виде JSON", "Fields of a Bot API message, as JSON"],
  rawWrong: ["Bu JSON obyekti emas", "Это не объект JSON", "This is not a JSON object"],
  sendAs: ["Qanday yuborilsin", "Отправить как", "Send as"],
  asPhoto: ["Rasm", "Фото", "Photo"],
  asVideo: ["Video", "Видео", "Video"],
  asMedia: ["Rasm va video", "Фото и видео", "Photos and videos"],
  asDocument: ["Siqmasdan, fayl", "Файл без сжатия", "File, as it is"],
  asVoice: ["Ovozli xabar", "Голосовое сообщение", "Voice message"],
  asAudio: ["Musiqa", "Музыка", "Music"],
  asVideoNote: ["Dumaloq video", "Видеосообщение", "Round video"],
  asAnimation: ["Animatsiya (GIF)", "Анимация (GIF)", "Animation (GIF)"],
  asSticker: ["Stiker rasmi", "Картинка-стикер", "Sticker picture"],
  files: ["{count} ta fayl", "Файлов: {count}", "Files: {count}"],
  dropHere: ["Fayllarni shu yerga tashlang", "Бросьте файлы сюда", "Drop the files here"],
  remove: ["Olib tashlash", "Убрать", "Remove"],
  latitude: ["Kenglik", "Широта", "Latitude"],
  longitude: ["Uzunlik", "Долгота", "Longitude"],
  placeName: ["Joy nomi (ixtiyoriy)", "Название места (необязательно)", "Name of the place (optional)"],
  address: ["Manzil", "Адрес", "Address"],
  phone: ["Telefon raqami", "Номер телефона", "Phone number"],
  reply: ["Javob berish", "Ответить", "Reply"],
  replyingTo: ["{name} xabariga javob", "В ответ: {name}", "Replying to {name}"],
  edit: ["Tahrirlash", "Изменить", "Edit"],
  editing: ["Xabarni tahrirlash", "Изменение сообщения", "Editing the message"],
  edited: ["tahrirlangan", "изменено", "edited"],
  copy: ["Matndan nusxa olish", "Копировать текст", "Copy text"],
  copied: ["Nusxa olindi", "Скопировано", "Copied"],
  forward: ["Boshqaga uzatish…", "Переслать…", "Forward…"],
  forwardTo: ["Kimga uzatilsin?", "Кому переслать?", "Forward to whom?"],
  forwardedFrom: ["{name} xabari uzatildi", "Переслано от: {name}", "Forwarded from {name}"],
  hideAuthor: ["Muallifni yashirish", "Скрыть автора", "Hide the author"],
  remove_message: ["O‘chirish", "Удалить", "Delete"],
  deleted: ["Xabar o‘chirilgan", "Сообщение удалено", "Message deleted"],
  actions: ["Xabar amallari", "Действия с сообщением", "Message actions"],
  addReaction: ["{emoji} reaksiyasi", "Реакция {emoji}", "React with {emoji}"],
  moreReactions: ["Barcha reaksiyalar", "Все реакции", "All reactions"],
  botTyping: ["yozmoqda", "печатает", "is typing"],
  noAnswer: ["Bot tugmaga javob bermadi.", "Бот не ответил на кнопку.", "The bot did not answer the button."],
  notHere: ["Bunday tugma playgroundda ishlamaydi.", "Такая кнопка в playground не работает.", "Such a button does nothing in the playground."],
  latest: ["Oxirgi xabarlarga", "К последним сообщениям", "To the latest messages"],
  play: ["Ijro etish", "Воспроизвести", "Play"],
  pause: ["Pauza", "Пауза", "Pause"],
  voice: ["Ovozli xabar", "Голосовое", "Voice message"],
  openPicture: ["Kattaroq ko‘rish", "Открыть крупнее", "Open larger"],
  next: ["Keyingisi", "Следующее", "Next"],
  previous: ["Avvalgisi", "Предыдущее", "Previous"],
  notShown: ["Bu faylni ko‘rsatib bo‘lmaydi", "Этот файл нельзя показать", "This file cannot be shown"],
  download: ["Yuklab olish", "Скачать", "Download"],
  choosePeople: ["Odamlarni tanlang", "Выберите людей", "Choose people"],
  sharedPeople: ["Tanlangan odamlar: {names}", "Выбраны: {names}", "Chosen people: {names}"],
  bold: ["Qalin", "Жирный", "Bold"],
  italic: ["Kursiv", "Курсив", "Italic"],
  underline: ["Tagi chizilgan", "Подчёркнутый", "Underline"],
  strikethrough: ["Usti chizilgan", "Зачёркнутый", "Strikethrough"],
  spoiler: ["Spoyler", "Скрытый текст", "Spoiler"],
  code: ["Kod", "Моноширинный", "Code"],
  blockquote: ["Iqtibos", "Цитата", "Quote"],
  addLink: ["Havola", "Ссылка", "Link"],
  linkAddress: ["Havola manzili", "Адрес ссылки", "Address of the link"],
  serviceKind: ["Xizmat xabari: {kind}", "Служебное сообщение: {kind}", "Service message: {kind}"],
  otherKind: ["Boshqa tur: {kind}", "Другой вид: {kind}", "Another kind: {kind}"],
};

/** @returns {Language} */
function preferred() {
  const kept = recall("language", null);
  if (kept && LANGUAGES.includes(kept)) return kept;
  const browser = navigator.language.slice(0, 2);
  return LANGUAGES.find((known) => known === browser) ?? "uz";
}

let current = preferred();

/** @returns {Language} */
export const language = () => current;

/** @param {Language} chosen */
export function setLanguage(chosen) {
  current = chosen;
  remember("language", chosen);
  document.documentElement.lang = chosen;
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const sentence = WORDS[key]?.[LANGUAGES.indexOf(current)] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
