-- A card's colour is sent by name. Two palettes circulate: `chart` is the guide's picture, `answer` what
-- card/getcolors gave while it was alive. card/get answers with an RGB value, which card/update refuses.
return {
  { name = "Color010", chart = "#63b359", answer = "#55bd47" },
  { name = "Color020", chart = "#2c9f67", answer = "#10ad61" },
  { name = "Color030", chart = "#509fc9", answer = "#35a4de" },
  { name = "Color040", chart = "#5885cf", answer = "#3d78da" },
  { name = "Color050", chart = "#9062c0", answer = "#9058cb" },
  { name = "Color060", chart = "#d09a45", answer = "#de9c33" },
  { name = "Color070", chart = "#e4b138", answer = "#ebac16" },
  { name = "Color080", chart = "#ee903c", answer = "#f9861f" },
  { name = "Color081", chart = "#f08500", answer = "#f08500" },
  { name = "Color082", chart = "#a9d92d", answer = "#a9d92d" },
  { name = "Color090", chart = "#dd6549", answer = "#e75735" },
  { name = "Color100", chart = "#cc463d", answer = "#d54036" },
  { name = "Color101", chart = "#cf3e36", answer = "#cf3e36" },
  { name = "Color102", chart = "#5e6671", answer = "#5e6671" },
}
