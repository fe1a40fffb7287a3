-- One row per column of an upload that others determine.
select
    sheet.sheet,
    proof.heading,
    proof.statement,
    proof.sheet_total,
    proof.computed,
    round(proof.sheet_total - proof.computed, 2) as difference
from proof
join sheet on sheet.upload_id = proof.upload_id and sheet.sheet_id = proof.sheet_id
where proof.upload_id = $upload_id
order by proof.sheet_id, proof.heading;
