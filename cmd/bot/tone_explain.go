package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/remedybot/remedy/internal/tone"
)

// explain writes how the local checker came to what it says of a message.
func explain(w io.Writer, e tone.Explanation) {
	if e.Flag {
		fmt.Fprintf(w, "%s, %s, %.2f: %s\n", e.Category, e.Severity, e.Confidence, e.Reason)
		fmt.Fprintf(w, "  since      %s\n", e.Why)
		if e.Unsure {
			fmt.Fprintln(w, "  in a review its author is not told; who asks beforehand is")
		}
		fmt.Fprintf(w, "  offered    %s\n", cmp.Or(e.Wording, "no other wording"))
	} else {
		fmt.Fprintf(w, "nothing, %.2f\n", e.Confidence)
		fmt.Fprintf(w, "  since      %s\n", e.Why)
	}
	switch e.Need {
	case tone.Opinion:
		fmt.Fprintln(w, "  a model    would decide, if there was one")
	case tone.Wording:
		fmt.Fprintln(w, "  a model    would be asked for another wording, if there was one")
	default:
		fmt.Fprintln(w, "  a model    would not be asked")
	}
	if e.Language == "" {
		return
	}
	fmt.Fprintf(w, "  read as    %s: %s\n", e.Language, strings.Join(e.Read, " "))
	for _, f := range e.Fired {
		fmt.Fprintf(w, "  fired      %s (%.2f) at %q\n", f.Rule, f.Weight, f.Span)
		fmt.Fprintf(w, "             by  %s\n", f.Pattern)
	}
	for _, f := range e.Held {
		fmt.Fprintf(w, "  held back  %s (%.2f) at %q\n", f.Rule, f.Weight, f.Span)
		fmt.Fprintf(w, "             by  %s\n", f.Pattern)
		if f.By != "" {
			fmt.Fprintf(w, "             but %s\n", f.By)
		}
	}
	for _, h := range e.Hushed {
		fmt.Fprintf(w, "  silenced   by  %s\n", h)
	}
	if e.Part == "" {
		return
	}
	fmt.Fprintf(w, "  the linear model hears %.2f in %q\n", e.Probability, e.Part)
	var words []string
	for _, x := range e.Weights {
		words = append(words, fmt.Sprintf("%s %+.2f", x.Word, x.Adds))
	}
	fmt.Fprintf(w, "             without them it would change by: %s\n", strings.Join(words, ", "))
}
