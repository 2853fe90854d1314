/** How long and how large a film or a sound is, as a messenger tells Telegram when it sends one. */

const PATIENCE = 3000;

/**
 * @param {File} file
 * @returns {Promise<{duration?: number, width?: number, height?: number}>} empty when the browser cannot tell
 */
export function measure(file) {
  const isFilm = file.type.startsWith("video/");
  if (!isFilm && !file.type.startsWith("audio/")) return Promise.resolve({});
  const media = document.createElement(isFilm ? "video" : "audio");
  const address = URL.createObjectURL(file);
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      media.removeAttribute("src");
      URL.revokeObjectURL(address);
    };
    const tell = () => {
      const { duration } = media;
      const size = media instanceof HTMLVideoElement && media.videoWidth ? { width: media.videoWidth, height: media.videoHeight } : {};
      finish();
      resolve({ ...(Number.isFinite(duration) ? { duration: Math.max(1, Math.round(duration)) } : {}), ...size });
    };
    const giveUp = () => {
      finish();
      resolve({});
    };
    const timer = setTimeout(giveUp, PATIENCE);
    media.preload = "metadata";
    media.onerror = giveUp;
    // A browser's own recordings say how long they are only after their end was looked for.
    media.ondurationchange = () => {
      if (Number.isFinite(media.duration)) tell();
    };
    media.onloadedmetadata = () => {
      if (media.duration === Infinity) media.currentTime = 1e7;
    };
    media.src = address;
  });
}
