"""Names of fields in trade documents and what each means; case, blanks, hyphens and camelCase do not count.

A name that stands here under a party or a vessel is also read with the party's name before it (`consignee_country`,
`vessel_imo`), as flat files have it. Roles follow the data elements of UN/CEFACT's trade documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping


def _table(rows: Mapping[str, str]) -> dict[str, str]:
    return {name: meaning for meaning, names in rows.items() for name in (meaning, *names.split())}


PARTY_ROLES = _table({
    "shipper": "consignor sender exporter exporter_of_record shipper_exporter",
    "seller": "supplier vendor",
    "buyer": "purchaser customer importer importer_of_record sold_to",
    "consignee": "receiver recipient ship_to intermediate_consignee deliver_to",
    "notify": "notify_party also_notify notify_1 notify_2 second_notify",
    "end_user": "enduser ultimate_consignee final_consignee ultimate_receiver final_user",
    "carrier": "shipping_line shipping_company airline haulier",
    "agent": "broker forwarder freight_forwarder shipping_agent customs_broker forwarding_agent nvocc intermediary",
    "manufacturer": "producer maker",
    "payer": "paid_by payor third_party_payer bill_to",
    "payee": "paid_to",
    "applicant": "",
    "beneficiary": "",
    "bank": "issuing_bank advising_bank confirming_bank negotiating_bank nominated_bank reimbursing_bank "
            "collecting_bank "
            "remitting_bank presenting_bank applicant_bank beneficiary_bank buyer_bank seller_bank",
    "insurer": "insurance_company p_and_i p_i pandi p_and_i_club pi_club underwriter",
    "owner": "registered_owner beneficial_owner vessel_owner ship_owner shipowner",
    "operator": "commercial_operator vessel_operator",
    "manager": "ship_manager technical_manager commercial_manager vessel_manager ism_manager",
    "charterer": "charter_party time_charterer",
})  # fmt: skip
VESSEL_ROLES = frozenset({"owner", "operator", "manager", "charterer", "insurer"})
"""Roles of parties that belong to a vessel when they stand in it or beside its name."""
PARTY_LISTS = frozenset({"parties", "party", "companies", "banks"})
VESSEL_LISTS = frozenset(
    {"vessel", "vessels", "ship", "ships", "feeder", "mother_vessel", "carrying_vessel", "feeder_vessel"}
)
GOODS_LISTS = frozenset({"lines", "line", "goods", "items", "item", "line_items", "cargo", "cargoes", "commodities",
                         "commodity", "products", "product", "positions_of_goods", "packages_list"})  # fmt: skip
DOCUMENT_LISTS = frozenset({"documents", "shipments", "papers"})
WRAPPERS = _table({
    "bill_of_lading": "bl b_l lading billoflading sea_waybill waybill air_waybill awb",
    "invoice": "commercial_invoice proforma_invoice pro_forma_invoice",
    "packing_list": "",
    "letter_of_credit": "lc l_c documentary_credit credit",
    "certificate": "certificate_of_origin certificate_of_quality",
    "shipment": "consignment document voyage trade declaration",
})  # fmt: skip
"""Objects around a document, or words of its field `type`."""

PARTY_FIELDS = _table({
    "name": "company company_name legal_name full_name party_name",
    "address": "street address_line address_lines address1 address2 city town postcode postal_code zip region state "
               "province district po_box building registered_address",
    "country": "country_code nation jurisdiction country_of_registration residence",
    "founded": "incorporation_date incorporated established formation_date founded_on registered_on "
               "date_of_incorporation",
    "since": "changed renamed_on name_changed name_changed_on owner_changed owner_changed_on address_changed_on",
    "former": "former_name former_names previous_name previous_names ex_name aliases alias also_known_as trading_as",
    "role": "function party_role",
})  # fmt: skip
CONTACT_FIELDS = _table({"phone": "telephone tel mobile fax", "email": "e_mail mail", "website": "web url site"})
ID_FIELDS = _table({
    "lei": "lei_code", "bic": "swift swift_code bicfi", "inn": "", "ogrn": "", "duns": "duns_number", "kpp": "",
    "okpo": "",
    "registration": "registration_number company_number reg_no registry_number", "tax_id": "vat vat_number "
                    "tax_number eori "
    "tin", "passport": "passport_number", "imo": "imo_number company_imo imo_company", "account": "account_number",
    "iban": "", "wallet": "", "other": "identifier id_number party_id", "cageCode": "cage cage_code",
})  # fmt: skip

VESSEL_FIELDS = _table({
    "name": "vessel_name ship_name",
    "imo": "imo_number imo_no imo_nr",
    "mmsi": "mmsi_number",
    "call_sign": "callsign",
    "flag": "flag_state flag_country country registry port_of_registry",
    "built": "year_built build_year year",
    "kind": "type vessel_type ship_type",
    "deadweight": "dwt deadweight_tonnage capacity deadweight_tonnes",
    "former": "former_names former_name previous_names previous_name ex_names ex_name names aliases ex",
    "flags": "former_flags previous_flags flag_history former_flag previous_flag",
})  # fmt: skip
VESSEL_CHANGES = {"renamed_on": "name", "name_changed_on": "name", "name_since": "name", "flag_changed_on": "flag",
                  "flag_since": "flag", "owner_since": "owner", "owner_changed_on": "owner"}  # fmt: skip
FLAT_VESSEL = {"imo": "imo", "imo_number": "imo", "mmsi": "mmsi", "call_sign": "call_sign", "callsign": "call_sign",
               "flag": "flag", "flag_state": "flag", "former_names": "former", "previous_names": "former",
               "carrier_vessel": "name"}  # fmt: skip
"""Fields of a vessel that stand in the document itself, without the word vessel before them."""

HS_FIELDS = frozenset({"hs", "hs_code", "hs_codes", "hscode", "hts", "hts_code", "taric", "cn_code", "tariff",
                       "tariff_code",
                       "tariff_number", "commodity_code", "hs6", "harmonized_code", "harmonised_code", "customs_code",
                       "schedule_b", "tn_ved", "customs_tariff", "nandina", "ncm", "hsn"})  # fmt: skip
DESCRIPTION_FIELDS = frozenset({"description", "goods_description", "description_of_goods", "product_name",
                                "name", "text",
                                "product", "goods", "commodity", "article", "item", "cargo", "details"})  # fmt: skip
GOODS_FACTS = _table({
    "quantity": "qty pieces units count number_of_units",
    "unit": "uom quantity_unit unit_of_measure",
    "net": "net_weight net_weight_kg net_kg",
    "gross": "gross_weight gross_weight_kg gross_kg weight weight_kg",
    "value": "amount line_total line_value total_price customs_value total value_usd value_eur price_total",
    "unit_price": "price price_per_unit price_per_barrel price_per_tonne unit_value",
    "currency": "ccy value_currency",
    "origin": "country_of_origin origin_country made_in",
    "end_use": "enduse intended_use purpose",
})  # fmt: skip

PLACE_ROLES = _table({
    "loading": "port_of_loading pol loading_port load_port port_of_lading airport_of_departure port_of_departure "
               "place_of_loading from_port shipped_from port_loading departure_port",
    "discharge": "port_of_discharge pod discharge_port unloading_port port_of_unloading airport_of_destination "
                 "place_of_discharge to_port port_discharge arrival_port port_of_arrival",
    "transshipment": "transhipment transshipment_port transshipment_ports transhipment_port transhipment_ports "
                     "via via_ports "
                     "transit transit_countries transit_country transit_ports ports_of_transshipment",
    "receipt": "place_of_receipt pickup place_of_taking_in_charge",
    "delivery": "place_of_delivery final_destination place_of_final_destination destination destination_country "
                "country_of_destination ultimate_destination country_of_ultimate_destination port_of_destination",
    "origin": "country_of_origin origin origin_country",
    "export": "country_of_export country_of_dispatch export_country place_of_dispatch dispatch_country",
    "call": "ports port port_calls port_call calls route itinerary ports_of_call stops places legs",
})  # fmt: skip
PLACE_FIELDS = _table({
    "name": "port place city port_name town location",
    "locode": "unlocode un_locode code port_code",
    "country": "country_code",
    "date": "arrival departure arrived departed eta etd ata atd arrival_date departure_date on",
    "role": "kind function type",
})  # fmt: skip

HAPPENINGS = _table({
    "ais_gap": "ais_gaps gaps dark_periods ais",
    "sts": "ship_to_ship sts_transfers sts_transfer",
    "position": "positions track ais_positions",
})  # fmt: skip
HAPPENING_FACTS = _table({
    "from": "start begin began lost_at off", "to": "end ended until regained_at on",
    "hours": "duration duration_hours gap_hours silent_hours hours_silent",
    "place": "area location near region where", "reason": "cause explanation",
    "draught_before": "draft_before", "draught_after": "draft_after", "with": "vessel other_vessel partner counterpart",
    "date": "day time timestamp at", "latitude": "lat", "longitude": "lon lng long", "speed_knots": "speed",
    "distance_m": "distance",
})  # fmt: skip

FACTS = _table({
    "issue_date": "date issued issued_on date_of_issue invoice_date bl_date document_date",
    "shipped_date": "shipped_on_board shipped_on on_board_date shipment_date date_of_shipment laden_on_board "
                    "departure_date "
                    "departure sailed etd atd",
    "arrival_date": "vessel_arrival vessel_arrived_at_loading load_port_arrival arrived_at_load_port "
                    "arrival_at_loading",
    "discharge_date": "delivery_date delivered_on arrival arrived arrived_on ata eta",
    "expiry_date": "latest_shipment expiry",
    "total": "total_value total_amount invoice_total invoice_value amount value grand_total",
    "currency": "ccy",
    "net": "total_net_weight net_weight total_net net_weight_kg",
    "gross": "total_gross_weight gross_weight total_gross total_weight gross_weight_kg cargo_weight cargo_tonnes",
    "unit_price": "price_per_barrel price unit_price price_per_tonne",
    "freight": "freight_cost freight_charges", "insurance": "insurance_cost insurance_premium",
    "attestation": "price_cap_attestation attestations cap_attestation",
    "no_re_export": "no_reexport_clause no_re_export_clause article_12g no_russia_clause",
    "terms": "incoterms incoterm delivery_terms payment_terms trade_terms",
    "packages": "number_of_packages total_packages package_count",
    "voyage": "voyage_number voyage_no",
})  # fmt: skip
IDS = frozenset({"id", "number", "document_id", "document_number", "document_no", "reference", "bl_number", "bl_no",
                 "invoice_number", "invoice_no", "lc_number", "lc_no", "credit_number", "packing_list_number",
                 "awb_number",
                 "reference_number"})  # fmt: skip
TYPE_BY_ID = {"bl": "bill_of_lading", "awb": "bill_of_lading", "invoice": "invoice", "lc": "letter_of_credit",
              "credit": "letter_of_credit", "packing": "packing_list"}  # fmt: skip
FREE = frozenset({"remarks", "remark", "notes", "note", "comments", "marks", "marks_and_numbers",
                  "shipping_marks", "text",
                  "instructions", "special_instructions", "clauses", "conditions", "additional_conditions", "container",
                  "containers", "container_number", "seal", "seals", "contract", "contract_number", "po_number",
                  "order_number",
                  "licence", "license", "documents_required", "description", "goods_text", "subject"})  # fmt: skip

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_CURRENCY = re.compile(r"(?<=[a-z])_(?:usd|eur|gbp|chf|cny|rmb|rub|jpy|krw|aed|inr|try)(?=_|$)")
_GAPS = re.compile(r"[^\w]+|_+")


def plain_key(name: str) -> str:
    """A field's name in the form of these tables: `HS Code`, `hsCode`, `hs-code` → `hs_code`, `value_usd` → `value`."""
    return _CURRENCY.sub("", _GAPS.sub("_", _CAMEL.sub("_", name.strip())).strip("_").lower())
