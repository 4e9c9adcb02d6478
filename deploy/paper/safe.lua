-- A paper is data: this filter removes whatever could make a reader's program run or download something. People send
-- the paper without its issue, so the filter also removes links to files beside it.

local function is_chart(path)
  return path:match('^charts/[%w-]+%.svg$') ~= nil
end

function RawInline(raw) return pandoc.Str(raw.text) end
function RawBlock(raw) return pandoc.Para { pandoc.Str(raw.text) } end

function Image(image)
  if not is_chart(image.src) then return image.caption end
end

function Link(link)
  if link.target:sub(1, 1) == '#' then return end
  if not link.target:match('^https?://') and not link.target:match('^mailto:') then
    return link.content
  end
end
