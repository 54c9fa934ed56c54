"""An SMTP server that takes every mail and keeps none, as fast as Python can: what is measured against it is the sender.

Prints its port; then answers each line on its standard input with "mails bytes seconds" since the last one, where the seconds
lie between the first mail's last dot and the last's.
"""

import socket
import sys
import threading
import time

_EHLO = b"250-sink.example\r\n250-8BITMIME\r\n250-SIZE 50000000\r\n250 SMTPUTF8\r\n"


class Sink:
    """The server, and what it has counted."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._mails, self._bytes, self._first, self._last = 0, 0, 0.0, 0.0

    def counted(self) -> str:
        """What came since this was asked last."""
        with self._lock:
            said = f"{self._mails} {self._bytes} {self._last - self._first:.6f}"
            self._forget()
        return said

    def serve(self) -> None:
        while True:
            sock, _ = self._listener.accept()
            threading.Thread(target=self._talk, args=(sock,), daemon=True).start()

    def _talk(self, sock: socket.socket) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        room = memoryview(bytearray(1 << 20))
        sock.sendall(b"220 sink.example\r\n")
        while size := sock.recv_into(room):
            verb = bytes(room[:4]).upper()
            if verb == b"DATA":
                sock.sendall(b"354 go on\r\n")
                if not self._mail(sock, room):
                    return
            elif verb == b"QUIT":
                sock.sendall(b"221 bye\r\n")
                return
            else:
                assert bytes(room[size - 2 : size]) == b"\r\n"
                sock.sendall(_EHLO if verb == b"EHLO" else b"250 ok\r\n")

    def _mail(self, sock: socket.socket, room: memoryview) -> bool:
        end, length = b"", 0
        while end != b"\r\n.\r\n":  # nothing follows it before it is answered
            size = sock.recv_into(room)
            if not size:
                return False
            length += size
            end = (end + bytes(room[max(0, size - 5) : size]))[-5:]
        now = time.monotonic()
        with self._lock:
            self._first = self._first or now
            self._last, self._mails, self._bytes = now, self._mails + 1, self._bytes + length
        sock.sendall(b"250 2.0.0 taken\r\n")
        return True


if __name__ == "__main__":
    sink = Sink()
    print(sink.port, flush=True)
    threading.Thread(target=sink.serve, daemon=True).start()
    for _ in sys.stdin:
        print(sink.counted(), flush=True)
