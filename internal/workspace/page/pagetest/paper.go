package pagetest

import (
	"context"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Paper shows the page as it would be printed, until [Browser.Scheme] is called.
func (b *Browser) Paper() {
	b.T.Helper()
	b.Do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	}))
}

// Print prints the page on paper of a size in inches, and keeps it like [Browser.Shot] where a name is given.
func (b *Browser) Print(name string, width, height float64) []byte {
	b.T.Helper()
	var pdf []byte
	b.Do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		printed, err := cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: width, PaperHeight: height})
		if err == nil {
			pdf = printed.Data
		}
		return err
	}))
	if dir := os.Getenv("REMEDY_SHOTS"); dir != "" && name != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), pdf, 0o644); err != nil {
			b.T.Log(err)
		}
	}
	return pdf
}
