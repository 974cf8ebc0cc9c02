package pagetest

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/memory"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"
)

// A Footprint is what a page needs. Sizes are in bytes.
type Footprint struct {
	Heap      int64   // JavaScript objects that are alive
	HeapTotal int64   // what the engine keeps for them
	Nodes     int64   // of the document, and of what scripts still hold
	Listeners int64   // of events
	Resident  int64   // the largest renderer process, with all its code; 0 where the system does not tell
	Own       int64   // of that, what belongs to it alone
	Busy      float64 // seconds the main thread has worked
}

func (f Footprint) String() string {
	const mb = 1 << 20
	return fmt.Sprintf("heap %.1f MB of %.1f MB, %d nodes, %d listeners, renderer %d MB (%d MB its own), busy for %.1f s",
		float64(f.Heap)/mb, float64(f.HeapTotal)/mb, f.Nodes, f.Listeners, f.Resident/mb, f.Own/mb, f.Busy)
}

// Footprint measures the page, after what nobody holds any more was collected.
func (b *Browser) Footprint() Footprint {
	b.T.Helper()
	var f Footprint
	b.Do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
			return err
		}
		counters, err := cdp.Call(ctx, t, memory.GetDOMCounters, cdp.Empty{})
		if err != nil {
			return err
		}
		f.Nodes, f.Listeners = counters.Nodes, counters.JsEventListeners
		if _, err := cdp.Call(ctx, t, performance.Enable, performance.EnableParams{}); err != nil {
			return err
		}
		metrics, err := cdp.Call(ctx, t, performance.GetMetrics, cdp.Empty{})
		if err != nil {
			return err
		}
		for _, m := range metrics.Metrics {
			switch m.Name {
			case "JSHeapUsedSize":
				f.Heap = int64(m.Value)
			case "JSHeapTotalSize":
				f.HeapTotal = int64(m.Value)
			case "TaskDuration":
				f.Busy = m.Value
			}
		}
		return nil
	}))
	processes, err := chromedp.CallBrowser(b.ctx, systeminfo.GetProcessInfo, cdp.Empty{})
	if err != nil {
		b.T.Fatal(err)
	}
	for _, p := range processes.ProcessInfo {
		if p.Type != "renderer" {
			continue
		}
		if all := Memory(int(p.ID), "VmRSS"); all > f.Resident {
			f.Resident, f.Own = all, Memory(int(p.ID), "RssAnon")
		}
	}
	return f
}

// Memory is a line of what Linux tells of a process's memory, such as VmRSS (now)
// or VmHWM (at most), in bytes; 0 on other systems.
func Memory(pid int, line string) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for l := range strings.Lines(string(status)) {
		name, value, _ := strings.Cut(l, ":")
		if name == line {
			kb, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
			return kb << 10
		}
	}
	return 0
}
