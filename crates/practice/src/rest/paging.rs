//! Pages and orders, which all lists share.

use super::Call;
use super::error::Refused;
use super::reply::Paging;
use crate::db::select::Page;

/// The largest id and page number that are looked at.
const MANY: i64 = i64::MAX / 1000;

/// The page asked for: as numbers for the answer's headers, and as rows.
pub(super) fn page_of(call: &Call<'_>) -> Result<(Paging, Page), Refused> {
    let params = &call.params;
    let per_page = params.number("per_page", (1, 100))?.unwrap_or(10);
    let page = params.number("page", (1, MANY))?.unwrap_or(1);
    let offset = params.number("offset", (0, MANY))?.unwrap_or((page - 1) * per_page);
    Ok((Paging { page, per_page }, Page { limit: per_page, offset }))
}

/// Refuses a page past the end of a list that is not empty.
pub(super) fn check_page(call: &Call<'_>, paging: Paging, total: i64) -> Result<(), Refused> {
    if call.params.has("offset") || total == 0 || paging.page <= paging.pages(total) {
        return Ok(());
    }
    let message = "The page number requested is larger than the number of pages available.";
    Err(Refused::new(400, "rest_post_invalid_page_number", message))
}

pub(super) fn direction(call: &Call<'_>) -> Result<String, Refused> {
    call.params.one_of("order", &["asc", "desc"], "desc")
}

/// The order in which ids were listed.
pub(super) fn by_list(ids: &[i64], column: &str) -> Result<String, Refused> {
    if ids.is_empty() {
        let message = "You need to define an include parameter to order by include.";
        return Err(Refused::new(400, "rest_orderby_include_missing_include", message));
    }
    let places: Vec<String> =
        ids.iter().enumerate().map(|(place, id)| format!("WHEN {id} THEN {place}")).collect();
    Ok(format!("CASE {column} {} ELSE {} END", places.join(" "), ids.len()))
}
