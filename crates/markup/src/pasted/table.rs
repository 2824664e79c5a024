//! Tables that hold data; those that only lay out a page or a mail become what they hold.

use super::dom::Element;
use super::{block, blocks, inlines, style};
use crate::tree::{Align, Block, BlockKind, Inline, Table};

/// More columns than anybody reads.
const MAX_COLUMNS: usize = 60;

pub(super) fn read(table: &Element) -> Vec<Block> {
    let mut rows = Vec::new();
    gather(table, &mut rows);
    let cells = |row: &Element| row.elements().filter(|cell| is_cell(cell)).count();
    let columns = rows.iter().map(|row| cells(row)).max().unwrap_or(0);
    let lays_out = rows
        .iter()
        .any(|row| row.find(&["table", "h1", "h2", "h3", "blockquote", "pre"]).is_some());
    if columns < 2 || lays_out {
        return rows
            .iter()
            .flat_map(|row| row.elements())
            .flat_map(|cell| blocks::read(&cell.inner))
            .collect();
    }
    let caption = table.elements().find(|inner| inner.name == "caption");
    let mut out: Vec<Block> =
        caption.map(|caption| blocks::read(&caption.inner)).unwrap_or_default();
    out.extend(data(&rows));
    out
}

fn is_cell(element: &Element) -> bool {
    matches!(element.name.as_str(), "td" | "th")
}

/// The rows, whatever parts they stand in.
fn gather<'e>(part: &'e Element, rows: &mut Vec<&'e Element>) {
    for inner in part.elements() {
        match inner.name.as_str() {
            "tr" => rows.push(inner),
            "thead" | "tbody" | "tfoot" => gather(inner, rows),
            _ => {}
        }
    }
}

fn data(rows: &[&Element]) -> Option<Block> {
    let mut aligns: Vec<Align> = Vec::new();
    let mut read: Vec<Vec<Vec<Inline>>> = Vec::new();
    for row in rows {
        let mut cells = Vec::new();
        for cell in row.elements().filter(|cell| is_cell(cell)) {
            if let Some(known) = aligns.get_mut(cells.len()) {
                if *known == Align::Unset {
                    *known = align(cell);
                }
            } else {
                aligns.push(align(cell));
            }
            cells.push(words(cell));
            let wide = cell.get("colspan").parse::<usize>().unwrap_or(1);
            cells.extend((1..wide.min(MAX_COLUMNS)).map(|_| Vec::new()));
            cells.truncate(MAX_COLUMNS);
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            read.push(cells);
        }
    }
    let columns = read.iter().map(Vec::len).max()?;
    aligns.resize(columns, Align::Unset);
    read.iter_mut().for_each(|row| row.resize(columns, Vec::new()));
    let head = read.remove(0);
    Some(block(BlockKind::Table(Table { aligns, head, rows: read })))
}

/// What a cell says, on one line.
fn words(cell: &Element) -> Vec<Inline> {
    if !cell.elements().any(Element::has_blocks) {
        let read = if cell.name == "th" { inlines::read_plain } else { inlines::read };
        return inlines::trimmed(read(&cell.inner));
    }
    let mut out = Vec::new();
    lines(&blocks::read(&cell.inner), &mut out);
    inlines::trimmed(out)
}

fn lines(blocks: &[Block], out: &mut Vec<Inline>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => {
                out.push(Inline::HardBreak);
                out.extend(text.iter().cloned());
            }
            BlockKind::List { items, .. } => items.iter().for_each(|item| lines(&item.blocks, out)),
            BlockKind::Quote { blocks, .. } => lines(blocks, out),
            BlockKind::Code { text, .. } => {
                out.extend([Inline::HardBreak, Inline::Code(text.replace('\n', " "))])
            }
            _ => {}
        }
    }
}

fn align(cell: &Element) -> Align {
    let said = style::text_align(cell.get("style"))
        .unwrap_or_else(|| cell.get("align").to_ascii_lowercase());
    match said.as_str() {
        "left" => Align::Left,
        "center" => Align::Center,
        "right" | "end" => Align::Right,
        _ => Align::Unset,
    }
}
