"""The shipped nginx before servers that answer as they are told: who is let in, with what, and what is noted."""

import json
import socket
import ssl
import time
from typing import Any

import pytest

from tests.deploy.door import WEBHOOK, Door
from tests.deploy.upstream import Answer
from tests.services.nginx import HOST, TEMPLATE, Nginx


@pytest.mark.parametrize("inside", [False, True])
def test_what_a_client_says_of_itself_is_overwritten(door: Door, inside: bool) -> None:
    answer = door.ask(
        "GET",
        "/api/x/",
        inside=inside,
        X_Forwarded_For="1.2.3.4",
        X_Forwarded_Proto="http",
        X_Forwarded_Host="evil.example",
        X_Real_IP="1.2.3.4",
        Forwarded="for=1.2.3.4",
    )
    assert answer.status == 200
    (asked,) = door.asked(door.web)
    assert asked.headers["x-forwarded-for"] == "127.0.0.1"
    assert asked.headers["x-forwarded-proto"] == "https"
    assert not {"forwarded", "x-real-ip", "x-forwarded-host"} & asked.headers.keys()
    assert asked.headers["host"] == (HOST if inside else f"{HOST}:{door.nginx.tls_port}")


def test_no_place_undoes_what_is_overwritten() -> None:
    """nginx forgets all headers of the level above where a level sets one of its own."""
    http, *inner = TEMPLATE.read_text().split("    server {")
    assert http.count("proxy_set_header") == 8
    assert not [place for place in inner if "proxy_set_header" in place]


@pytest.mark.parametrize(("given", "kept"), [("u4242-17", True), ("a" * 64, True), ("a" * 65, False), ("a b;c", False)])
def test_a_request_has_one_id_all_the_way(door: Door, given: str, kept: bool) -> None:
    door.ask("GET", "/api/schema/", X_Request_Id=given)
    passed = door.asked(door.web)[0].headers["x-request-id"]
    assert (passed == given) is kept
    assert kept or len(passed) == 32


def test_plain_http_only_leads_to_tls(door: Door) -> None:
    with door.raw(tls=False) as connection:
        connection.sendall(b"POST /admin/login/?next=/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        answer = connection.recv(4096).decode()
    assert answer.startswith("HTTP/1.1 308")
    assert f"Location: https://{HOST}/admin/login/?next=/" in answer
    assert not door.asked(door.web)


def test_an_authority_finds_its_proof(door: Door) -> None:
    place = door.nginx.folder / "acme" / ".well-known" / "acme-challenge"
    place.mkdir(parents=True, exist_ok=True)
    (place / "proof").write_text("here")
    with door.raw(tls=False) as connection:
        connection.sendall(b"GET /.well-known/acme-challenge/proof HTTP/1.0\r\n\r\n")
        assert connection.makefile("rb").read().endswith(b"here")


def test_another_name_gets_no_certificate(door: Door) -> None:
    anything = ssl.create_default_context()
    anything.check_hostname, anything.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", door.nginx.tls_port), timeout=10) as plain,
        pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"),
    ):
        anything.wrap_socket(plain, server_hostname="evil.example")


def test_old_tls_is_refused(door: Door) -> None:
    old = ssl.create_default_context(cafile=str(door.nginx.authority))
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", door.nginx.tls_port), timeout=10) as plain, pytest.raises(ssl.SSLError):
        old.wrap_socket(plain, server_hostname=HOST)


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/_media/secret.txt", "/x/../_media/secret.txt"])
def test_what_is_for_the_house_is_not_told_outside(door: Door, path: str) -> None:
    (door.nginx.media / "secret.txt").write_text("secret")
    assert door.ask("GET", path).status in {400, 404}
    assert not door.asked(door.web)


@pytest.mark.parametrize("path", ["/admin/", "/metrics", "/healthz", WEBHOOK])
def test_from_inside_only_the_api_is_reached(door: Door, path: str) -> None:
    assert door.ask("GET", path, inside=True).status == 404
    assert door.ask("GET", "/api/admin/actor/", inside=True).status == 200


def test_a_file_is_given_only_where_a_backend_says_so_and_with_what_it_said(door: Door) -> None:
    (door.nginx.media / "picture.png").write_bytes(b"0123456789")
    said = {
        "X-Accel-Redirect": "/_media/picture.png",
        "Content-Type": "image/png",
        "Content-Disposition": 'inline; filename="p.png"',
        "Cache-Control": "private, max-age=3600",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=31536000",
        "X-Frame-Options": "DENY",
        "Vary": "Cookie",
    }
    for upstream in door.web:
        upstream.rule = lambda asked: Answer(headers=said)
    answer = door.ask("GET", "/admin/ticket/ticket/attachments/1/", Range="bytes=2-4")
    assert (answer.status, answer.read()) == (206, b"234")
    assert answer.headers["Content-Range"] == "bytes 2-4/10"
    for name in said.keys() - {"X-Accel-Redirect"}:
        assert answer.headers[name] == said[name], name
    assert "X-Accel-Redirect" not in answer.headers


def test_a_line_tells_the_request_and_no_secret(door: Door) -> None:
    before = door.nginx.length_of_log()
    door.ask("GET", "/admin/ticket/ticket/?q=Aziza+Karimova", X_Request_Id="look-1", Authorization="Token hush")
    door.ask("GET", "/admin/sign-in/tokentokentoken/", X_Request_Id="look-2")
    door.ask("GET", "/admin/set-password/MQ/c0ffee-token/?next=1", X_Request_Id="look-3")
    lines = _lines(door.nginx, before, 3)
    assert [line["path"] for line in lines] == ["/admin/ticket/ticket/", "/admin/sign-in/-", "/admin/set-password/-"]
    assert [line["request_id"] for line in lines] == ["look-1", "look-2", "look-3"]
    assert {line["status"] for line in lines} == {200}
    said = door.nginx.said(before)
    assert not [word for word in ("Aziza", "hush", "tokentoken", "c0ffee") if word in said]


def test_an_error_is_logged_without_what_was_searched_for(door: Door) -> None:
    before = door.nginx.length_of_log()
    for upstream in door.web:
        upstream.close()
    assert door.ask("GET", "/admin/ticket/ticket/?q=Aziza").status == 502
    (line,) = _lines(door.nginx, before, 1)
    assert (line["status"], line["upstream_status"]) == (502, "502, 502")
    assert "Aziza" not in door.nginx.said(before)


def _lines(nginx: Nginx, start: int, count: int) -> list[dict[str, Any]]:
    deadline = time.monotonic() + 10
    while (said := nginx.said(start)).count("\n") < count:
        assert time.monotonic() < deadline, said
        time.sleep(0.02)
    return [json.loads(line) for line in said.splitlines()]
