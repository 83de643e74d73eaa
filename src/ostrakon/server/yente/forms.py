"""Bodies and answers of `/match`, in yente's shapes."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class ExampleEntity(BaseModel):
    """An entity to be matched: FollowTheMoney schema and properties."""

    model_config = ConfigDict(populate_by_name=True)

    id: str | None = None
    schema_: str = Field(alias="schema", examples=["Person"])
    properties: dict[str, str | list[Any]] = Field(examples=[{"name": ["Kim Jong Un"], "birthDate": ["1984"]}])


class MatchBody(BaseModel):
    """Queries by a key of the caller's."""

    weights: dict[str, float] = Field(default_factory=dict)
    config: dict[str, str | int | float | bool | None] = Field(default_factory=dict)
    queries: dict[str, ExampleEntity]
