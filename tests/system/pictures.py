"""Files to send: small, and real enough for whoever looks into them."""

# One pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f0005000"
    "1ff89993d1d0000000049454e44ae426082"
)
SOUND = b"OggS" + bytes(200)
FILM = b"\x00\x00\x00\x18ftypmp42" + bytes(200)
SHEET = b"%PDF-1.7\n" + bytes(200)
