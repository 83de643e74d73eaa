"""Where the RabbitMQ is that the tests meet."""

from __future__ import annotations

import os

BROKER = os.environ.get("OSTRAKON_TEST_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672/%2F?socket_timeout=5")
