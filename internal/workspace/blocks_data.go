package workspace

import (
	"encoding/json"
	"slices"
	"strconv"
	"unicode/utf8"
)

const (
	tableCharacters = 20_000 // in all cells of a data_table
	chartPoints     = 20
	chartSeries     = 12
)

// rows checks the rows of a table, which are all as wide as the first, and each
// of their cells.
func (k *checker) rows(b object, least, most int, at string, cell func(v any, row int, at string)) (width int) {
	width = -1
	for i, v := range k.items(b, "rows", least, most, at) {
		here := at + "/rows/" + strconv.Itoa(i)
		row, ok := v.([]any)
		switch {
		case !ok:
			k.fail(here, "must provide an array")
			continue
		case len(row) == 0:
			k.fail(here, "no less than 1 items allowed")
		case len(row) > 20:
			k.fail(here, "no more than 20 items allowed")
		case width >= 0 && len(row) != width:
			k.fail(here, "must have as many cells as the first row")
		}
		if width < 0 {
			width = len(row)
		}
		for j, c := range row {
			cell(c, i, here+"/"+strconv.Itoa(j))
		}
	}
	return width
}

// table shows words; numbers have been refused in some teams, so here too unless
// a switch says otherwise.
func (k *checker) table(b object, at string) {
	k.tables++
	k.rows(b, 1, 100, at, func(v any, _ int, at string) {
		switch kind := kindOf(v); {
		case kind == "rich_text":
			k.richText(v.(object), at)
		case kind == "raw_text", kind == "raw_number" && k.numbers:
			k.rawCell(v.(object), at)
		default:
			k.fail(at+"/type", "unsupported type: %s", kind)
		}
	})
	for i, v := range k.items(b, "column_settings", 0, 20, at) {
		here := at + "/column_settings/" + strconv.Itoa(i)
		if v == nil {
			continue // the column is as others are
		}
		o, ok := v.(object)
		if !ok {
			k.fail(here, "must provide an object")
			continue
		}
		k.oneOf(o, "align", false, here, "left", "center", "right")
		k.flags(o, here, "is_wrapped")
	}
}

// rawCell is a text, or a number which may have a text of its own.
func (k *checker) rawCell(o object, at string) {
	k.str(o, "text", tableCharacters, o["type"] == "raw_text", at)
	if o["type"] == "raw_number" {
		k.finite(o, "value", at)
	}
}

// finite checks a number that has to be there.
func (k *checker) finite(o object, name, at string) (value float64) {
	v, given := o[name]
	if !given {
		k.fail(at, "missing required field: %s", name)
		return 0
	}
	n, ok := v.(json.Number)
	value, err := strconv.ParseFloat(string(n), 64)
	if !ok || err != nil {
		k.fail(at+"/"+name, "must provide a number")
	}
	return value
}

// dataTable is a table that its readers sort and page through.
func (k *checker) dataTable(b object, at string) {
	k.tables++
	k.str(b, "caption", 3000, true, at)
	k.number(b, "page_size", 1, 100, at)
	characters := 0
	width := k.rows(b, 2, 201, at, func(v any, row int, at string) {
		characters += charactersIn(v)
		switch kind := kindOf(v); {
		case kind == "raw_text", kind == "raw_number":
			k.rawCell(v.(object), at)
		case row > 0 && kind == "rich_text":
			k.richText(v.(object), at)
		case row > 0 && kind == "action_cell":
			k.actionCell(v.(object), b, at)
		default:
			k.fail(at+"/type", "unsupported type: %s", kind)
		}
	})
	k.number(b, "row_header_column_index", 0, int64(max(width-1, 0)), at)
	if characters > tableCharacters {
		k.fail(at+"/rows", "must have less than %d characters in all cells", tableCharacters+1)
	}
}

// actionCell is a button in a table, with what stands there where there are no
// buttons.
func (k *checker) actionCell(c, block object, at string) {
	if kindOf(c["element"]) != "button" {
		k.fail(at+"/element", "must provide a button")
		return
	}
	k.element(c["element"], inActions, block, at+"/element")
	if o := k.object(c, "fallback", false, at); o != nil {
		k.oneOf(o, "type", true, at+"/fallback", "raw_text", "raw_number")
		k.rawCell(o, at+"/fallback")
	}
}

// charactersIn counts what a cell shows, however deep it stands.
func charactersIn(v any) (n int) {
	switch v := v.(type) {
	case object:
		n += utf8.RuneCountInString(text(v, "text"))
		for _, name := range []string{"elements", "element", "text", "fallback"} {
			if _, word := v[name].(string); !word {
				n += charactersIn(v[name])
			}
		}
	case []any:
		for _, one := range v {
			n += charactersIn(one)
		}
	}
	return n
}

// chart is a picture of numbers: a pie has segments, the others have series over
// shared categories.
func (k *checker) chart(b object, at string) {
	if k.charts++; k.charts > 2 {
		k.fail(at, "no more than 2 data_visualization blocks allowed")
	}
	k.str(b, "title", 50, true, at)
	c := k.object(b, "chart", true, at)
	if c == nil {
		return
	}
	at += "/chart"
	k.oneOf(c, "type", true, at, "pie", "bar", "area", "line")
	if c["type"] == "pie" {
		for i, v := range k.items(c, "segments", 1, chartSeries, at) {
			here := at + "/segments/" + strconv.Itoa(i)
			o, ok := v.(object)
			if !ok {
				k.fail(here, "must provide an object")
				continue
			}
			k.str(o, "label", 20, true, here)
			if k.finite(o, "value", here) <= 0 {
				k.fail(here+"/value", "must be greater than 0")
			}
		}
		return
	}
	categories := k.axes(c, at)
	names := make(map[string]bool)
	for i, v := range k.items(c, "series", 1, chartSeries, at) {
		here := at + "/series/" + strconv.Itoa(i)
		o, ok := v.(object)
		if !ok {
			k.fail(here, "must provide an object")
			continue
		}
		k.str(o, "name", 20, true, here)
		if name := text(o, "name"); names[name] {
			k.fail(here+"/name", "series name %q already exists", name)
		} else {
			names[name] = true
		}
		k.series(o, categories, here)
	}
}

// axes are the categories of a chart, in their order, and what its axes are called.
func (k *checker) axes(c object, at string) (categories []string) {
	axes := k.object(c, "axis_config", true, at)
	if axes == nil {
		return nil
	}
	at += "/axis_config"
	k.str(axes, "x_label", 50, false, at)
	k.str(axes, "y_label", 50, false, at)
	for i, v := range k.items(axes, "categories", 1, chartPoints, at) {
		here := at + "/categories/" + strconv.Itoa(i)
		s, _ := v.(string)
		switch {
		case s == "":
			k.fail(here, "must be more than 0 characters")
		case utf8.RuneCountInString(s) > 20:
			k.fail(here, "must be less than 21 characters")
		case slices.Contains(categories, s):
			k.fail(here, "category %q already exists", s)
		}
		categories = append(categories, s)
	}
	return categories
}

// series has one point for every category.
func (k *checker) series(o object, categories []string, at string) {
	points := k.items(o, "data", 1, chartPoints, at)
	seen := make(map[string]bool)
	for i, v := range points {
		here := at + "/data/" + strconv.Itoa(i)
		p, ok := v.(object)
		if !ok {
			k.fail(here, "must provide an object")
			continue
		}
		label := text(p, "label")
		if !slices.Contains(categories, label) || seen[label] {
			k.fail(here+"/label", "must be one of the categories, once")
		}
		seen[label] = true
		k.finite(p, "value", here)
	}
	if points != nil && len(seen) != len(categories) {
		k.fail(at+"/data", "must have a point for every category")
	}
}
