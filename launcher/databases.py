"""Databases in a PostgreSQL that somebody else runs."""

from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

from launcher.refusal import Refusal


def playground_beside(url: str) -> str:
    """The playground's own database on the server of this address, made where it is missing."""
    parts = urlsplit(url)
    name = f"{parts.path.strip('/')}_playground"
    try:
        connection = psycopg2.connect(url)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        connection.close()
    except psycopg2.Error as error:
        raise Refusal(f"DATABASE_URL: no database {name} for the playground: {str(error).splitlines()[0]}") from None
    return parts._replace(path=f"/{name}").geturl()
