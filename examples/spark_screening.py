"""Screen a table of customers with Spark: `spark-submit spark_screening.py STORE CUSTOMERS ANSWERS`.

STORE is a data folder with lists in force; CUSTOMERS a Parquet folder or a file of JSON Lines with at least the column
`name`; ANSWERS the Parquet folder to write.
"""

from __future__ import annotations

import sys

from pyspark.sql import SparkSession

from ostrakon.batch.spark import screen_dataframe


def main(store: str, customers: str, answers: str) -> None:
    """Read, screen, write; say how many rows came out with which status."""
    spark = SparkSession.builder.appName("ostrakon").getOrCreate()
    rows = spark.read.json(customers) if customers.endswith((".json", ".jsonl")) else spark.read.parquet(customers)
    answered = screen_dataframe(rows, store, placing="carried", details=True)
    answered.write.mode("overwrite").parquet(answers)
    answered.groupBy("status").count().show()
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
