"""The compose file promises: nothing unpinned, nothing open, no secret in it, and limits for everybody."""

import re
from pathlib import Path

import pytest

from tests.deploy.compose import EXAMPLE, FILE, VARIABLE, Service, compose, environment, example, read, services
from tests.monitoring.files import rules
from tests.system.processes import ROOT

OURS = {"migrate", "web", "bot", "backup", "restore"}
# Who runs on after it was started; the others end by themselves.
LASTING = set(services()) - {"migrate", "restore"}
# What a container has no use for.
OF_NO_CONTAINER = {"DEBUG", "PG_BIN", "PLAYGROUND_PORT", "PLAYGROUND_API_PORT", "PROMETHEUS_MULTIPROC_DIR"}
SECRET = re.compile(r"(?<!PER_)TOKEN|SECRET|PASSWORD|KEY|DATABASE_URL")


@pytest.fixture(params=sorted(services()))
def service(request: pytest.FixtureRequest) -> Service:
    return services()[request.param]


def test_every_image_has_a_version(service: Service) -> None:
    name, _, version = service["image"].rpartition(":")
    assert name
    assert version != "latest"
    assert re.match(r"v?\d+\.\d+", version) or "build" in service, f"{service['image']} may be another tomorrow"


def test_nobody_can_do_more_than_serve(service: Service) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert "network_mode" not in service
    assert "pid" not in service


def test_nobody_takes_the_whole_machine(service: Service) -> None:
    limits = service["deploy"]["resources"]["limits"]
    assert limits["memory"]
    assert limits["pids"]
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}


def test_a_bot_that_grows_is_told_of_before_it_is_ended() -> None:
    [alert] = [rule["expr"] for rule in rules() if rule["alert"] == "BotMemory"]
    [megabytes] = re.findall(r"> (\d+) \* 1024 \* 1024", alert)
    assert int(megabytes) < int(services()["bot"]["deploy"]["resources"]["limits"]["memory"].removesuffix("m"))


def test_nobody_is_root() -> None:
    """Our images and nginx' name a number of their own; of the others each is told one."""
    for name, service in services().items():
        number = service.get("user", "")
        assert name in OURS | {"nginx"} or re.fullmatch(r"[1-9]\d*:[1-9]\d*", number), name


@pytest.mark.parametrize("name", sorted(LASTING))
def test_whoever_ends_is_started_again(name: str) -> None:
    assert services()[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", sorted(LASTING - {"web", "bot"}))
def test_whoever_stands_beside_the_desk_is_looked_at(name: str) -> None:
    """Our own images bring their look with them (test_images.py)."""
    assert services()[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", sorted(LASTING))
def test_whoever_ends_has_time_to_finish(name: str) -> None:
    assert int(services()[name]["stop_grace_period"].removesuffix("s")) >= 10


def test_a_backend_has_more_time_than_it_gives_itself() -> None:
    web = services()["web"]
    assert int(web["stop_grace_period"].removesuffix("s")) > int(environment("web")["GRACEFUL_TIMEOUT"])


def test_only_nginx_is_reachable_from_outside() -> None:
    published = {name: service["ports"] for name, service in services().items() if "ports" in service}
    assert published == {"nginx": ["80:8080", "443:8443"]}


def test_the_database_is_reached_by_backends_alone() -> None:
    on = {
        network: {name for name, service in services().items() if network in service["networks"]}
        for network in compose()["networks"]
    }
    assert on["data"] == {"postgres", "pgbouncer", "migrate", "web", "backup", "restore"}
    assert on["front"] == {"nginx"}
    assert on["inner"] == {"nginx", "web", "bot"}
    assert compose()["networks"]["data"]["internal"]
    assert compose()["networks"]["cache"]["internal"]


def test_what_is_believed_of_addresses_comes_from_the_network_of_nginx() -> None:
    assert compose()["networks"]["inner"]["ipam"]["config"] == [{"subnet": environment("web")["TRUSTED_PROXIES"]}]


def test_secrets_come_as_files(service: Service) -> None:
    for name, value in service.get("environment", {}).items():
        if SECRET.search(name) and name.endswith("_FILE"):
            secret = Path(value)
            assert secret.parent == Path("/run/secrets"), name
            assert secret.name in service["secrets"], name
        elif name.endswith("_PREVIOUS"):
            assert value == "", "It is told for the hour of a rotation only, out of deploy/.env."
        else:
            assert not SECRET.search(name) or name == "DATABASE_POOLED", f"{name} is a secret, and no file"


def test_nobody_is_given_a_secret_for_which_there_is_no_use(service: Service) -> None:
    used = {Path(str(value)).name for value in service.get("environment", {}).values()}
    assert set(service.get("secrets", [])) <= used


def test_no_secret_stands_in_the_file() -> None:
    assert not re.search(r"[0-9a-f]{32}|://[^/\s]+:[^/\s]+@", FILE.read_text())


def test_migrations_and_dumps_go_past_the_pooler() -> None:
    assert environment("web")["DATABASE_URL_FILE"] == "/run/secrets/database_url"
    assert environment("web")["DATABASE_POOLED"] == "yes"
    for name in ("migrate", "backup", "restore"):
        assert environment(name)["DATABASE_URL_FILE"] == "/run/secrets/database_url_direct"
        assert environment(name).get("DATABASE_POOLED", "no") == "no"


def test_new_code_waits_for_its_tables() -> None:
    assert services()["web"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_a_backup_disturbs_nothing_and_only_a_restore_writes_files() -> None:
    written = {name: set(services()[name]["volumes"]) for name in ("backup", "restore")}
    assert written["backup"] == {"media:/var/lib/desk/media:ro", "backups:/var/lib/desk/backups"}
    assert written["restore"] == {"media:/var/lib/desk/media", "backups:/var/lib/desk/backups:ro"}
    assert services()["restore"]["profiles"] == ["restore"], "It starts by hand alone."


def test_a_missing_backup_is_seen_by_health_which_only_looks() -> None:
    folder = environment("web")["BACKUP_FOLDER"]
    assert f"backups:{folder}:ro" in services()["web"]["volumes"]
    assert services()["backup"]["command"][3:6] == [folder, "--daily", "03:00"]


def test_every_limit_that_the_documentation_names_can_be_set_on_the_machine() -> None:
    """In deploy/.env, which reaches a process only through this file."""
    lines = (ROOT / "docs" / "operations.md").read_text().splitlines()
    cells = [line.split("|")[1] for line in lines if line.startswith("| `")]
    named = {name for cell in cells for name in re.findall(r"`([A-Z_]{4,})`", cell)}
    told = {name.removesuffix("_FILE") for name in ("web", "bot", "backup") for name in environment(name)}
    assert named - told - OF_NO_CONTAINER == set()


def test_one_option_scales() -> None:
    scaled = read(example() | {"WEB_REPLICAS": "3", "BOT_REPLICAS": "5"})["services"]
    assert [scaled[name]["deploy"]["replicas"] for name in ("web", "bot")] == ["3", "5"]
    for name in ("web", "bot"):
        assert "container_name" not in services()[name]
        assert "ports" not in services()[name]


def test_every_variable_of_the_file_has_a_word_in_the_example_or_a_default() -> None:
    """Without one it would be empty in silence."""
    told, used = EXAMPLE.read_text(), VARIABLE.findall(FILE.read_text())
    assert used
    for name, rule, _ in used:
        assert rule or f"{name}=" in told, name


def test_without_a_public_name_a_single_bot_fetches_updates() -> None:
    assert environment("bot")["WEBHOOK_URL"] == "https://desk.example.com/telegram/webhook"
    alone = read(example() | {"WEBHOOK_URL": ""})["services"]["bot"]["environment"]
    assert alone["WEBHOOK_URL"] == ""


def test_what_a_deployment_keeps_to_itself_is_in_no_commit_and_no_image() -> None:
    assert "deploy/private/" in (ROOT / ".gitignore").read_text().splitlines()
    assert {"deploy/private", "deploy/.env"} <= set((ROOT / ".dockerignore").read_text().splitlines())
