//! The table block.

use super::{Writer, wrap};
use crate::inline;
use crate::tree::{Inline, Table};

impl Writer<'_> {
    pub(super) fn table(&mut self, out: &mut String, table: &Table) {
        wrap(out, "table", "{\"hasFixedLayout\":false}", |out| {
            out.push_str("<figure class=\"wp-block-table\"><table>");
            if table.head.iter().any(|cell| !cell.is_empty()) {
                out.push_str("<thead>");
                self.row(out, "th", table, &table.head);
                out.push_str("</thead>");
            }
            if !table.rows.is_empty() {
                out.push_str("<tbody>");
                for row in &table.rows {
                    self.row(out, "td", table, row);
                }
                out.push_str("</tbody>");
            }
            out.push_str("</table></figure>");
        });
    }

    fn row(&mut self, out: &mut String, tag: &str, table: &Table, cells: &[Vec<Inline>]) {
        out.push_str("<tr>");
        for (index, cell) in cells.iter().enumerate() {
            out.push_str(&format!("<{tag}"));
            if let Some(align) = table.aligns.get(index).and_then(|align| align.name()) {
                out.push_str(&format!(" class=\"has-text-align-{align}\" data-align=\"{align}\""));
            }
            out.push('>');
            inline::write(out, self, cell);
            out.push_str(&format!("</{tag}>"));
        }
        out.push_str("</tr>");
    }
}
