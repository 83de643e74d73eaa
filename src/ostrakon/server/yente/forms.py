"""Bodies and answers of `/match`, in yente's shapes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ostrakon.server.described import Text, sound


class ExampleEntity(BaseModel):
    """An entity to be matched: FollowTheMoney schema and properties."""

    model_config = ConfigDict(populate_by_name=True)

    id: Text | None = None
    schema_: Text = Field(alias="schema", examples=["Person"])
    properties: Annotated[dict[str, str | list[Any]], AfterValidator(sound)] = Field(
        examples=[{"name": ["Kim Jong Un"], "birthDate": ["1984"]}]
    )


class MatchBody(BaseModel):
    """Queries by a key of the caller's."""

    weights: dict[str, float] = Field(default_factory=dict)
    config: dict[str, str | int | float | bool | None] = Field(default_factory=dict)
    queries: dict[Text, ExampleEntity]
