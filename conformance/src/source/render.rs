//! Diagnostics for people, by annotate-snippets.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use unicode_width::UnicodeWidthChar;

use super::{Diagnostic, Place, Severity, Source, Span};

/// The least room given to a line of source, whatever the width.
const LEAST_ROOM: usize = 20;

/// How diagnostics are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RenderOptions {
    /// The width of the terminal in columns; lines of source are cut to fit into it.
    pub width: usize,
    /// Whether to write ANSI colours.
    pub color: bool,
}

impl Default for RenderOptions {
    /// 100 columns without colour.
    fn default() -> Self {
        Self { width: 100, color: false }
    }
}

/// Shows a diagnostic in several lines, with the line of source it is about when `source` is given
/// and the diagnostic has a span. Ends with a line end.
///
/// The output stays small however long the line is: only a window around the place is shown. A
/// place set with [`Diagnostic::at_place`] is kept; the source is used for its text only. Control
/// characters of the input are shown as pictures and never reach the terminal.
#[must_use]
pub fn render(diagnostic: &Diagnostic, source: Option<&Source>, options: RenderOptions) -> String {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(options.width.max(LEAST_ROOM * 2));
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let located = source.map(|source| diagnostic.clone().in_source(source));
    let place = located.as_ref().unwrap_or(diagnostic).place.as_ref();

    let mut gutter = 0;
    let mut title = level.primary_title(clean(&diagnostic.message));
    if let Some(rule) = &diagnostic.rule {
        title = title.id(clean(rule));
    }
    let mut group = Group::with_title(title);
    let mut contrast = diagnostic.contrast().map(|text| clean(&text));
    if let (Some(source), Some(span)) = (source, diagnostic.span) {
        let excerpt = Excerpt::cut(source, span, options.width);
        let mut mark = AnnotationKind::Primary.span(excerpt.mark.start..excerpt.mark.end);
        if contrast.as_ref().is_some_and(|text| excerpt.has_room_for(text)) {
            mark = mark.label(contrast.take());
        }
        let line = place.and_then(|place| place.position).map_or(excerpt.line, |position| position.line);
        gutter = line.to_string().len();
        group = group.element(Snippet::source(excerpt.text).line_start(line).annotation(mark));
    }
    if let Some(contrast) = contrast {
        group = group.element(Level::NOTE.message(contrast));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    if let Some(page) = &diagnostic.page {
        group = group.element(Level::NOTE.message(clean(&format!("see the page {page}"))));
    }
    let mut text = renderer.render(&[group]);
    text.push('\n');
    if let Some(place) = place {
        insert_place(&mut text, place, gutter, options.color);
    }
    text
}

/// Writes the line `--> path:line:column` below the title. annotate-snippets would take the
/// column from the excerpt, which is wrong where the line is cut.
fn insert_place(text: &mut String, place: &Place, gutter: usize, color: bool) {
    let title_end = text.find('\n').map_or(text.len(), |at| at + 1);
    let (style, reset) = if color { ("\u{1B}[1m\u{1B}[94m", "\u{1B}[0m") } else { ("", "") };
    let line = format!("{:gutter$}{style}-->{reset} {}\n", "", clean(&place.to_string()));
    text.insert_str(title_end, &line);
}

/// Text that may come from the input, in one line and without control characters or characters
/// that change the direction of writing.
#[must_use]
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'),
            '\u{7F}' => '\u{2421}',
            '\u{80}'..='\u{9F}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
            c => c,
        })
        .collect()
}

/// The piece of one line that is shown around a place.
struct Excerpt {
    line: usize,
    text: String,
    mark: Span,
    room: usize,
}

impl Excerpt {
    /// Cuts the line of the start of `span` to the columns that fit; a span over several lines is
    /// marked to the end of its first.
    fn cut(source: &Source, span: Span, width: usize) -> Self {
        let line = source.line(span.start);
        let line_span = source.line_span(line).unwrap_or_default();
        let text = source.slice(line_span);
        let start = floor(text, span.start.saturating_sub(line_span.start));
        let end = floor(text, span.end.saturating_sub(line_span.start)).max(start);
        // The number, ` | `, and a column for a mark behind the end of the line.
        let gutter = line.to_string().len() + 4;
        let room = width.saturating_sub(gutter).max(LEAST_ROOM);

        let before = text.get(..start).unwrap_or_default();
        let after = text.get(start..).unwrap_or_default();
        // The text before the place gets a third of the room, or what the text after it leaves.
        let (all_after, _) = keep_first(after, room);
        let before_room = (room / 3).max(room.saturating_sub(columns(all_after) + 1));
        let (kept_before, cut_left) = keep_last(before, before_room);
        let left = columns(kept_before) + usize::from(cut_left);
        let (kept_after, cut_right) = keep_first(after, room.saturating_sub(left + 1));

        let mut shown = String::from(if cut_left { "…" } else { "" });
        shown.push_str(kept_before);
        let mark_start = shown.len();
        shown.push_str(kept_after);
        let mark_end = mark_start + (end - start).min(kept_after.len());
        shown.push_str(if cut_right { "…" } else { "" });
        Self { line, text: shown, mark: Span::new(mark_start, mark_end), room }
    }

    /// Whether a label fits behind the mark.
    fn has_room_for(&self, label: &str) -> bool {
        let up_to_mark = self.text.get(..self.mark.end).unwrap_or_default();
        columns(up_to_mark) + 2 + columns(label) <= self.room
    }
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The columns a character takes. Characters without a width count as one, so that a row of them
/// cannot grow without bound; a tab is shown as four blanks.
fn column_count(c: char) -> usize {
    if c == '\t' { 4 } else { c.width().unwrap_or(1).max(1) }
}

fn columns(text: &str) -> usize {
    text.chars().map(column_count).sum()
}

/// The last characters that fit into `room` columns, and whether that cuts anything.
fn keep_last(text: &str, room: usize) -> (&str, bool) {
    let mut used = 0;
    for (index, c) in text.char_indices().rev() {
        used += column_count(c);
        if used > room {
            return (text.get(index + c.len_utf8()..).unwrap_or_default(), true);
        }
    }
    (text, false)
}

/// The first characters that fit into `room` columns, and whether that cuts anything.
fn keep_first(text: &str, room: usize) -> (&str, bool) {
    let mut used = 0;
    for (index, c) in text.char_indices() {
        used += column_count(c);
        if used > room {
            return (text.get(..index).unwrap_or_default(), true);
        }
    }
    (text, false)
}
