# Кто написал то, что передано: заголовок над сообщением в чате администратора
header-user = 💬 #{ $number } · { $name }
header-admin = ↩️ #{ $number } · { $name }
header-note = 📝 Заметка · #{ $number } · { $name }
header-comment = 💭 Отзыв к оценке ⭐ { $value } · #{ $number } · { $name }
edited-version = ✏️ Изменено
file-too-large = 📦 Файл слишком велик, чтобы хранить его у нас, но в Telegram он есть.
backend-waiting = ⏳ Ваше сообщение у нас: оно дойдёт, как только служба снова будет доступна.
cannot-relay = ⚠️ Такое сообщение передать нельзя. Пожалуйста, пришлите его иначе, например текстом.

# Сообщение без слов, в списке
kind-photo = 🖼 Фото
kind-video = 🎬 Видео
kind-audio = 🎵 Аудиозапись
kind-voice = 🎤 Голосовое сообщение
kind-document = 📄 Файл
kind-video-note = ⏺ Видеосообщение
kind-sticker = 🙂 Стикер
kind-animation = 🎞 Анимация
kind-location = 📍 Геопозиция
kind-venue = 📍 Место
kind-contact = 👤 Контакт
kind-other = ✉️ Сообщение другого вида
