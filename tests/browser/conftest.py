"""A real server and a real Chromium; skipped with the reason where there is no Chromium, but never in CI."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

HOME = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
READY = "[data-testid=stApp][data-test-script-state=notRunning]"
PATIENCE = 60_000


@pytest.fixture(scope="session")
def browser():
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        reason = "no Chromium on this machine: install the package `chromium` to run the browser tests"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def serve(tmp_path):
    """Starts a fresh server on a store's folder and gives its address."""
    servers = []

    def start(store):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = (tmp_path / "server.log").open("w")
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
        environment = {**os.environ, "REALLOT_STORE": str(store)}
        servers.append((
            subprocess.Popen([*command, "--server.port", str(port)], cwd=HOME, env=environment, stdout=log, stderr=log),
            log,
        ))  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/_stcore/health")
        return address

    yield start
    for server, log in servers:
        server.terminate()
        server.wait(20)
        log.close()


def _wait_for(address):
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def settle(page):
    """Wait until the app has nothing more to say."""
    page.wait_for_timeout(300)
    page.wait_for_selector(READY)
